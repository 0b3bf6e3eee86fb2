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
 * y = scale · x + shift, with numbers per channel, or per value of the map: what additions, subtractions, products and
 * quotients with constants come to. With numbers per channel, behind a convolution, it becomes part of that layer's
 * {@link Epilogue}.
 *
 * <p>Pull-back: dx = scale · dy.
 *
 * <p>Pull-back to the parameters: dscale = Σ dy · x, dshift = Σ dy, over all cells of a channel or over nothing but the batch.
 */
final class Affine implements Follower, Parametric {
    private final Shape output;
    private final Shape parameter;

    /** Channels last; repeated for every cell where there is one number per channel. */
    private final float[] scale;

    private final float[] shift;

    private Affine(Shape output, Shape parameter, float[] scale, float[] shift) {
        this.output = output;
        this.parameter = parameter;
        this.scale = scale;
        this.shift = shift;
    }

    /** The layer before its weights: scale and shift, both of shape (C) or both (C, H, W). */
    record Plan(NodeSpec node, Shape output) implements LayerPlan {
        Plan {
            Checks.parameters(node, 2, 2, "scale and shift");
            Shape given = node.parameters().get(0).shape();
            Shape expected = given.rank() == 3 ? output : Shape.of(output.channels());
            node.parameters().forEach(parameter -> Checks.shape(parameter, expected));
        }

        @Override
        public Region inputRegion(int input, Region region) {
            return region;
        }

        @Override
        public Layer load(ParameterSource source) {
            Shape parameter = node.parameters().get(0).shape();
            List<float[]> p = node.parameters().stream()
                    .map(source::vector)
                    .map(values -> channelsLast(values, parameter))
                    .toList();
            return new Affine(output, parameter, p.get(0), p.get(1));
        }
    }

    /** (C, H, W) to (H, W, C); a vector stays as it is. */
    private static float[] channelsLast(float[] values, Shape shape) {
        int channels = shape.extent(0);
        int cells = values.length / channels;
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i % cells * channels + i / cells] = values[i];
        }
        return moved;
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public Optional<Epilogue> appendTo(Epilogue epilogue) {
        return epilogue.hasResidual() || parameter.rank() == 3
                ? Optional.empty()
                : Optional.of(epilogue.thenAffine(scale, shift));
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        forward(x, y, Region.whole(y.height(), y.width()), run);
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Region region, Run run) {
        Maps x = inputs.get(0);
        int row = y.width() * y.channels();
        run.parallel(y.count() * y.height(), (number, scratch) -> {
            float[] values = new float[row];
            x.data().host().get(x.at() + number * row, values);
            int above = region.y() + number % y.height();
            int from = (above * output.width() + region.x()) * output.channels();
            for (int i = 0; i < row; i++) {
                int at = (from + i) % scale.length;
                values[i] = values[i] * scale[at] + shift[at];
            }
            y.data().host().put(y.at() + number * row, values);
        });
    }

    @Override
    public void pullBackInPlace(Patches d, PullBackContext context) {
        Maps values = d.values();
        int row = values.width() * values.channels();
        context.run().parallel(values.count() * values.height(), (number, scratch) -> {
            int patch = number / values.height();
            int y = d.place().y(patch) + number % values.height();
            int from = (y * output.width() + d.place().x(patch)) * output.channels();
            float[] cotangents = new float[row];
            values.data().host().get(values.at() + number * row, cotangents);
            for (int i = 0; i < row; i++) {
                cotangents[i] *= scale[(from + i) % scale.length];
            }
            values.data().host().put(values.at() + number * row, cotangents);
        });
    }

    @Override
    public List<Tensor> pullBackToParameters(Maps x, Maps dy, Run run) {
        double[] products = new double[scale.length];
        double[] sums = new double[scale.length];
        for (int i = 0; i < dy.size(); i++) {
            int at = i % output.size() % scale.length;
            double cotangent = dy.data().host().get(dy.at() + i);
            products[at] += cotangent * x.data().host().get(x.at() + i);
            sums[at] += cotangent;
        }
        return List.of(channelsFirst(products), channelsFirst(sums));
    }

    private Tensor channelsFirst(double[] values) {
        int channels = output.channels();
        int cells = values.length / channels;
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i % channels * cells + i / channels] = (float) values[i];
        }
        return Tensor.adopt(parameter, moved);
    }
}
