package io.github.hdecomp.examples.explore;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Tensor;
import io.javalin.http.Context;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes pictures from clients: the body of the request is the file. Few are read at once, fewer are decoded at once, and
 * only what the network sees of them is kept.
 */
final class Upload implements AutoCloseable {
    private static final int READ_AT_ONCE = 8;
    private static final int PATIENCE_SECONDS = 20;

    private final Sessions sessions;
    private final Limits limits;
    private final Semaphore readers = new Semaphore(READ_AT_ONCE, true);
    private final Workers decoders;

    Upload(Sessions sessions, Limits limits) {
        this.sessions = sessions;
        this.limits = limits;
        this.decoders = new Workers("decoder", 1, limits.waiting());
    }

    void handle(Context context) throws Exception {
        if (context.req().getContentLengthLong() > limits.uploadBytes()) {
            throw tooLong();
        }
        if (!readers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new Refusal(503, "Too many uploads at once. Try again in a few seconds.");
        }
        try {
            byte[] file = read(context);
            String id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file));
            sessions.pictures().put(id, decoders.run(() -> decode(file)));
            Json.answer(context, Json.object().put("picture", id));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            readers.release();
        }
    }

    private byte[] read(Context context) throws IOException {
        try (InputStream body = context.bodyInputStream()) {
            byte[] file = body.readNBytes(limits.uploadBytes() + 1);
            if (file.length > limits.uploadBytes()) {
                throw tooLong();
            }
            if (file.length == 0) {
                throw Refusal.badRequest("The request is empty; send the bytes of a picture file as its body.");
            }
            return file;
        }
    }

    private Refusal tooLong() {
        return new Refusal(
                413, "The file is larger than " + (limits.uploadBytes() >> 20) + " MiB; shrink the picture first.");
    }

    private Tensor decode(byte[] file) {
        Preprocessing preprocessing = sessions.model().spec().preprocessing();
        try {
            BufferedImage image = Images.read(new ByteArrayInputStream(file), "The picture", limits.pixels());
            return preprocessing.apply(image);
        } catch (IOException | IllegalArgumentException unfit) {
            throw new Refusal(422, String.valueOf(unfit.getMessage()));
        }
    }

    @Override
    public void close() {
        decoders.close();
    }
}
