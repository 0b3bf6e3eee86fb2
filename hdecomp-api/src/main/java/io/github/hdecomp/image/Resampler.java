package io.github.hdecomp.image;

import io.github.hdecomp.tensor.Extent;

/**
 * Resizing of 8-bit pictures, antialiased when it shrinks, equal bit for bit to Pillow's.
 *
 * <p>A filter as wide as the larger of both pictures' pixels around each output pixel's centre, its weights rounded to 22 bit
 * fixed point; columns first, rounded to 8 bit, then rows. The nearest pixel is taken as it is.
 */
final class Resampler {
    private static final int PRECISION_BITS = 22;

    private Resampler() {}

    /**
     * Resizes interleaved samples.
     *
     * @param samples (height, width, 3), each 0 to 255
     * @return (height, width, 3) of the new size
     */
    static byte[] resize(byte[] samples, Extent from, Extent to, Interpolation interpolation) {
        if (from.equals(to)) {
            return samples;
        }
        if (interpolation == Interpolation.NEAREST) {
            return nearest(samples, from, to);
        }
        byte[] wide = to.width() == from.width()
                ? samples
                : columns(samples, from, new Filters(from.width(), to.width(), interpolation));
        return to.height() == from.height()
                ? wide
                : rows(wide, to.width(), new Filters(from.height(), to.height(), interpolation));
    }

    private static byte[] nearest(byte[] in, Extent from, Extent to) {
        int[] rows = nearest(from.height(), to.height());
        int[] columns = nearest(from.width(), to.width());
        byte[] out = new byte[to.height() * to.width() * 3];
        int at = 0;
        for (int row : rows) {
            for (int column : columns) {
                System.arraycopy(in, (row * from.width() + column) * 3, out, at, 3);
                at += 3;
            }
        }
        return out;
    }

    /** The input position of each output position, added up in double as Pillow does. */
    private static int[] nearest(int from, int to) {
        int[] positions = new int[to];
        double step = (double) from / to;
        double place = step * 0.5;
        for (int i = 0; i < to; i++, place += step) {
            positions[i] = Math.min((int) place, from - 1);
        }
        return positions;
    }

    private static byte[] columns(byte[] in, Extent from, Filters filters) {
        byte[] out = new byte[from.height() * filters.size * 3];
        for (int y = 0, at = 0; y < from.height(); y++) {
            for (int x = 0; x < filters.size; x++) {
                for (int band = 0; band < 3; band++, at++) {
                    out[at] = filters.blend(in, (y * from.width()) * 3 + band, 3, x);
                }
            }
        }
        return out;
    }

    private static byte[] rows(byte[] in, int width, Filters filters) {
        int stride = width * 3;
        byte[] out = new byte[filters.size * stride];
        for (int y = 0, at = 0; y < filters.size; y++) {
            for (int sample = 0; sample < stride; sample++, at++) {
                out[at] = filters.blend(in, sample, stride, y);
            }
        }
        return out;
    }

    /** The weights that each of {@code size} output positions gives to the input positions near its centre. */
    private static final class Filters {
        private final int size;
        private final int[] first;
        private final int[][] weights;

        Filters(int from, int to, Interpolation interpolation) {
            size = to;
            first = new int[to];
            weights = new int[to][];
            double scale = (double) from / to;
            double width = Math.max(scale, 1);
            double support = interpolation.support() * width;
            double inverse = 1.0 / width;
            for (int position = 0; position < to; position++) {
                double centre = (position + 0.5) * scale;
                int start = Math.max((int) (centre - support + 0.5), 0);
                int end = Math.min((int) (centre + support + 0.5), from);
                first[position] = start;
                weights[position] = fixedPoint(start, end, centre, inverse, interpolation);
            }
        }

        private static int[] fixedPoint(
                int start, int end, double centre, double inverse, Interpolation interpolation) {
            double[] weight = new double[end - start];
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                weight[i] = interpolation.weight((i + start - centre + 0.5) * inverse);
                sum += weight[i];
            }
            int[] rounded = new int[weight.length];
            for (int i = 0; i < weight.length; i++) {
                double scaled = weight[i] / sum * (1 << PRECISION_BITS);
                rounded[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
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
