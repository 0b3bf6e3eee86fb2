package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.PatchSums;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[c] = exp(x[c]) / Σ exp(x) over the channels of each cell. As the last layer of a network it is looked through: classes
 * are explained by the scores below it.
 *
 * <p>Pull-back: dx[c] = y[c] · (dy[c] - Σ y · dy).
 *
 * @param output the shape of input and output
 */
record Softmax(Shape output) implements Layer {

    @Override
    public Region inputRegion(int input, Region region) {
        return region;
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        Maps x = inputs.get(0);
        run.parallel(y.cells(), (cell, scratch) -> {
            float[] values = new float[y.channels()];
            x.data().host().get(x.at() + cell * y.channels(), values);
            float largest = Float.NEGATIVE_INFINITY;
            for (float value : values) {
                largest = Math.max(largest, value);
            }
            double[] exponentials = new double[values.length];
            double sum = 0;
            for (int c = 0; c < values.length; c++) {
                exponentials[c] = Math.exp((double) values[c] - largest);
                sum += exponentials[c];
            }
            for (int c = 0; c < values.length; c++) {
                values[c] = (float) (exponentials[c] / sum);
            }
            y.data().host().put(y.at() + cell * y.channels(), values);
        });
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.PASS;
    }

    @Override
    public void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        Maps y = context.recorded().y();
        int channels = y.channels();
        int cells = dy.place().height() * dy.place().width();
        context.run().parallel(dy.count(), (patch, scratch) -> {
            float[] probability = new float[channels];
            float[] cotangent = new float[channels];
            for (int cell = 0; cell < cells; cell++) {
                int row = dy.place().y(patch) + cell / dy.place().width();
                int column = dy.place().x(patch) + cell % dy.place().width();
                int at = dy.values().index(patch, 0, 0) + cell * channels;
                y.data().host().get(y.index(dy.place().map(patch), row, column), probability);
                dy.values().data().host().get(at, cotangent);
                double mean = 0;
                for (int c = 0; c < channels; c++) {
                    mean += (double) probability[c] * cotangent[c];
                }
                for (int c = 0; c < channels; c++) {
                    cotangent[c] = (float) (probability[c] * (cotangent[c] - mean));
                }
                dy.values().data().host().put(at, cotangent);
            }
        });
        PatchSums.add(dy, dx, context.run());
    }
}
