package io.github.hdecomp.nd4j.train;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The order in which an epoch takes its pictures; seeds and epochs give different ones. */
final class PictureOrder {
    /** An odd number that spreads epochs over all seeds. */
    private static final long STRIDE = 0x9e3779b97f4a7c15L;

    private final int[] order;
    private final int batch;

    PictureOrder(int pictures, int batch, long seed, int epoch) {
        this.order = IntStream.range(0, pictures).toArray();
        this.batch = batch;
        SplittableRandom random = new SplittableRandom(seed + STRIDE * (epoch + 1));
        for (int i = pictures - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    static int batches(int pictures, int batch) {
        return (pictures + batch - 1) / batch;
    }

    /** The pictures of a batch; the last may have fewer. */
    int[] pictures(int number) {
        int first = number * batch;
        return IntStream.range(first, Math.min(first + batch, order.length))
                .map(i -> order[i])
                .toArray();
    }
}
