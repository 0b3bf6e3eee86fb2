package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.PatchSums;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[c] = x[c] · s[c]^-beta with s[c] = bias + alpha / size · Σ x[j]² over the {@code size} channels j from c - ⌊(size - 1) / 2⌋
 * to c + ⌈(size - 1) / 2⌉, in each cell (Krizhevsky et al. 2012, section 3.3).
 *
 * <p>Pull-back: dx[c] = dy[c] · s[c]^-beta - 2 · alpha · beta / size · x[c] · Σ dy[j] · x[j] · s[j]^(-beta - 1) over the
 * channels j whose window holds c.
 *
 * @param output the shape of input and output
 * @param size channels of a window
 * @param alpha see above
 * @param beta see above
 * @param bias see above
 */
record LocalResponseNorm(Shape output, int size, double alpha, double beta, double bias) implements Layer {

    static LocalResponseNorm of(NodeSpec node, Shape input) {
        int size = node.attributes().integer("size", 0);
        double alpha = node.attributes().number("alpha", 1e-4);
        double bias = node.attributes().number("bias", 1);
        if (size < 1 || !(bias > 0) || !(alpha >= 0)) {
            throw new IllegalArgumentException("size " + size + ", bias " + bias + " and alpha " + alpha
                    + ", expected a size of at least 1, a positive bias and no negative alpha");
        }
        return new LocalResponseNorm(input, size, alpha, node.attributes().number("beta", 0.75), bias);
    }

    @Override
    public Region inputRegion(int input, Region region) {
        return region;
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        Maps x = inputs.get(0);
        int channels = y.channels();
        run.parallel(y.count() * y.height(), (row, scratch) -> {
            float[] values = new float[channels];
            for (int cell = row * y.width(); cell < (row + 1) * y.width(); cell++) {
                x.data().host().get(x.at() + cell * channels, values);
                double[] s = norms(values);
                for (int c = 0; c < channels; c++) {
                    values[c] = (float) (values[c] * Math.pow(s[c], -beta));
                }
                y.data().host().put(y.at() + cell * channels, values);
            }
        });
    }

    private double[] norms(float[] x) {
        double[] squares = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            squares[c] = (double) x[c] * x[c];
        }
        double[] s = windowSums(squares, (size - 1) / 2, size / 2);
        for (int c = 0; c < x.length; c++) {
            s[c] = bias + alpha / size * s[c];
        }
        return s;
    }

    /** The sums from c - before to c + after, summed anew each so that nothing cancels. */
    private static double[] windowSums(double[] values, int before, int after) {
        double[] sums = new double[values.length];
        for (int c = 0; c < values.length; c++) {
            for (int j = Math.max(0, c - before); j <= Math.min((long) c + after, values.length - 1); j++) {
                sums[c] += values[j];
            }
        }
        return sums;
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.PASS;
    }

    @Override
    public void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        Maps x = context.recorded().x(0);
        int channels = x.channels();
        int cells = dy.place().height() * dy.place().width();
        context.run().parallel(dy.count(), (patch, scratch) -> {
            float[] values = new float[channels];
            float[] cotangent = new float[channels];
            for (int cell = 0; cell < cells; cell++) {
                int row = dy.place().y(patch) + cell / dy.place().width();
                int column = dy.place().x(patch) + cell % dy.place().width();
                int at = dy.values().index(patch, 0, 0) + cell * channels;
                x.data().host().get(x.index(dy.place().map(patch), row, column), values);
                dy.values().data().host().get(at, cotangent);
                multiplyByDerivative(values, cotangent);
                dy.values().data().host().put(at, cotangent);
            }
        });
        PatchSums.add(dy, dx, context.run());
    }

    private void multiplyByDerivative(float[] x, float[] d) {
        double[] s = norms(x);
        double[] weighted = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            weighted[c] = d[c] * x[c] * Math.pow(s[c], -beta - 1);
        }
        double[] sums = windowSums(weighted, size / 2, (size - 1) / 2);
        for (int c = 0; c < x.length; c++) {
            d[c] = (float) (d[c] * Math.pow(s[c], -beta) - 2 * alpha * beta / size * x[c] * sums[c]);
        }
    }
}
