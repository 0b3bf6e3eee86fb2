package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * y = gamma · (x - mean) / √(var + epsilon) + beta per channel, with the running statistics: an affine map at inference.
 * Behind a convolution it becomes part of that layer's {@link Epilogue}.
 *
 * <p>Pull-back: dx = dy · gamma / √(var + epsilon).
 *
 * <p>Pull-back to the parameters, with x̂ = (x - mean) / √(var + epsilon) and sums over cells: dgamma = Σ dy · x̂, dbeta = Σ
 * dy, dmean = -Σ dy · gamma / √(var + epsilon), dvar = -½ Σ dy · gamma · x̂ / (var + epsilon).
 */
final class BatchNorm implements Follower, Channelwise, Parametric {
    private final Shape output;
    private final float[] gamma;
    private final float[] mean;
    private final double[] deviation;
    private final float[] scale;
    private final float[] shift;

    private BatchNorm(Shape output, float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
        int channels = output.channels();
        this.output = output;
        this.gamma = gamma;
        this.mean = mean;
        this.deviation = new double[channels];
        this.scale = new float[channels];
        this.shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            deviation[c] = Math.sqrt(variance[c] + epsilon);
            scale[c] = (float) (gamma[c] / deviation[c]);
            shift[c] = (float) (beta[c] - mean[c] * (gamma[c] / deviation[c]));
        }
    }

    private BatchNorm(BatchNorm all, int[] channels) {
        this.output = Shape.of(channels.length, all.output.height(), all.output.width());
        this.gamma = new float[channels.length];
        this.mean = new float[channels.length];
        this.deviation = new double[channels.length];
        this.scale = new float[channels.length];
        this.shift = new float[channels.length];
        for (int i = 0; i < channels.length; i++) {
            gamma[i] = all.gamma[channels[i]];
            mean[i] = all.mean[channels[i]];
            deviation[i] = all.deviation[channels[i]];
            scale[i] = all.scale[channels[i]];
            shift[i] = all.shift[channels[i]];
        }
    }

    /** The layer before its weights: gamma, beta, mean, variance. */
    record Plan(NodeSpec node, Shape output) implements LayerPlan {
        Plan {
            Checks.parameters(node, 4, 4, "scale, shift, mean and variance");
            Shape perChannel = Shape.of(output.channels());
            node.parameters().forEach(parameter -> Checks.shape(parameter, perChannel));
        }

        @Override
        public Region inputRegion(int input, Region region) {
            return region;
        }

        @Override
        public Layer load(ParameterSource source) {
            List<float[]> p = node.parameters().stream().map(source::vector).toList();
            double epsilon = node.attributes().number("epsilon", 1e-5);
            return new BatchNorm(output, p.get(0), p.get(1), p.get(2), p.get(3), epsilon);
        }
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public Optional<Epilogue> appendTo(Epilogue epilogue) {
        return epilogue.hasResidual() ? Optional.empty() : Optional.of(epilogue.thenAffine(scale, shift));
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Copies.copy(x.get(0), y, run);
        Epilogue.bias(new float[scale.length]).thenAffine(scale, shift).applyToAll(y, run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new BatchNorm(this, channels.get(0));
    }

    @Override
    public void pullBackInPlace(Patches d, PullBackContext context) {
        float[] zero = new float[scale.length];
        Epilogue.bias(zero).thenAffine(scale, zero).applyToAll(d.values(), context.run());
    }

    @Override
    public List<Tensor> pullBackToParameters(Maps x, Maps dy, Run run) {
        int channels = output.channels();
        double[] sum = new double[channels];
        double[] weighted = new double[channels];
        float[] values = new float[channels];
        float[] cotangents = new float[channels];
        for (int cell = 0; cell < dy.cells(); cell++) {
            x.data().host().get(x.at() + cell * channels, values);
            dy.data().host().get(dy.at() + cell * channels, cotangents);
            for (int c = 0; c < channels; c++) {
                sum[c] += cotangents[c];
                weighted[c] += cotangents[c] * ((values[c] - mean[c]) / deviation[c]);
            }
        }
        float[][] d = new float[4][channels];
        for (int c = 0; c < channels; c++) {
            d[0][c] = (float) weighted[c];
            d[1][c] = (float) sum[c];
            d[2][c] = (float) (-sum[c] * gamma[c] / deviation[c]);
            d[3][c] = (float) (-0.5 * weighted[c] * gamma[c] / (deviation[c] * deviation[c]));
        }
        Shape shape = Shape.of(channels);
        return List.of(
                Tensor.adopt(shape, d[0]),
                Tensor.adopt(shape, d[1]),
                Tensor.adopt(shape, d[2]),
                Tensor.adopt(shape, d[3]));
    }
}
