package io.github.hdecomp.examples.explore;

import java.time.Duration;

/**
 * What clients can make the explorer hold and do at the most.
 *
 * @param uploadBytes the largest file that is taken
 * @param pixels the largest picture that is decoded; its size is looked at before memory is taken for it
 * @param pictures how many uploaded pictures are kept, as the network sees them; the one that was not looked at for longest goes
 *     first
 * @param recordingBytes the native memory of all recorded passes together; at least two are kept
 * @param idle after how long pictures and passes go that nobody asks for
 * @param nodes the largest tree that is grown
 * @param waiting how many requests wait for a free thread before further ones are sent away
 */
public record Limits(
        int uploadBytes, int pixels, int pictures, long recordingBytes, Duration idle, int nodes, int waiting) {

    /**
     * For one person, or a few, on one machine.
     *
     * @return 16 MiB and 32 megapixels a picture, 64 pictures, 1 GiB of passes, half an hour, 4,096 nodes, 128 waiting
     */
    public static Limits defaults() {
        return new Limits(16 << 20, 32_000_000, 64, 1L << 30, Duration.ofMinutes(30), 4096, 128);
    }

    /**
     * These limits with another time after which what nobody asks for goes.
     *
     * @param time the time
     * @return the limits
     */
    public Limits withIdle(Duration time) {
        return new Limits(uploadBytes, pixels, pictures, recordingBytes, time, nodes, waiting);
    }
}
