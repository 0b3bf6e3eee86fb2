package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.model.MalformedWeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads at positions of a file. */
final class Channels {
    private Channels() {}

    /** Fills a buffer from a place in a file. */
    static void readFully(FileChannel channel, ByteBuffer target, long position, String source) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new MalformedWeightsException(
                        source, at, "the file ends " + target.remaining() + " bytes too early; it is truncated");
            }
            at += read;
        }
    }
}
