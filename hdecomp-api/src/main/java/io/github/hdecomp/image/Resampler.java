package io.github.hdecomp.image;

/**
 * Bilinear resizing of 8-bit pictures, antialiased when it shrinks, equal bit for bit to Pillow's {@code BILINEAR}.
 *
 * <p>A triangle of half-width max(scale, 1) input pixels around each output pixel's centre, its weights rounded to 22 bit
 * fixed point; columns first, rounded to 8 bit, then rows.
 */
final class Resampler {
    private static final int PRECISION_BITS = 22;

    private Resampler() {}

    /**
     * Resizes interleaved samples.
     *
     * @param samples (height, width, 3), each 0 to 255
     * @return (toHeight, toWidth, 3)
     */
    static byte[] resize(byte[] samples, int height, int width, int toHeight, int toWidth) {
        byte[] wide = toWidth == width ? samples : columns(samples, height, width, new Triangles(width, toWidth));
        return toHeight == height ? wide : rows(wide, toWidth, new Triangles(height, toHeight));
    }

    private static byte[] columns(byte[] in, int height, int width, Triangles triangles) {
        byte[] out = new byte[height * triangles.size * 3];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < triangles.size; x++) {
                for (int band = 0; band < 3; band++, at++) {
                    out[at] = triangles.blend(in, (y * width) * 3 + band, 3, x);
                }
            }
        }
        return out;
    }

    private static byte[] rows(byte[] in, int width, Triangles triangles) {
        int stride = width * 3;
        byte[] out = new byte[triangles.size * stride];
        for (int y = 0, at = 0; y < triangles.size; y++) {
            for (int sample = 0; sample < stride; sample++, at++) {
                out[at] = triangles.blend(in, sample, stride, y);
            }
        }
        return out;
    }

    /** The weights that each of {@code size} output positions gives to the input positions near its centre. */
    private static final class Triangles {
        private final int size;
        private final int[] first;
        private final int[][] weights;

        Triangles(int from, int to) {
            size = to;
            first = new int[to];
            weights = new int[to][];
            double scale = (double) from / to;
            double support = Math.max(scale, 1);
            double inverse = 1.0 / support;
            for (int position = 0; position < to; position++) {
                double centre = (position + 0.5) * scale;
                int start = Math.max((int) (centre - support + 0.5), 0);
                int end = Math.min((int) (centre + support + 0.5), from);
                first[position] = start;
                weights[position] = fixedPoint(start, end, centre, inverse);
            }
        }

        private static int[] fixedPoint(int start, int end, double centre, double inverse) {
            double[] weight = new double[end - start];
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                weight[i] = Math.max(0, 1 - Math.abs((i + start - centre + 0.5) * inverse));
                sum += weight[i];
            }
            int[] rounded = new int[weight.length];
            for (int i = 0; i < weight.length; i++) {
                rounded[i] = (int) (weight[i] / sum * (1 << PRECISION_BITS) + 0.5);
            }
            return rounded;
        }

        byte blend(byte[] in, int offset, int stride, int position) {
            int[] weight = weights[position];
            int at = offset + first[position] * stride;
            int sum = 1 << (PRECISION_BITS - 1);
            for (int i = 0; i < weight.length; i++, at += stride) {
                sum += (in[at] & 0xff) * weight[i];
            }
            return (byte) Math.min(Math.max(sum >> PRECISION_BITS, 0), 255);
        }
    }
}
