package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[(c · H + h) · W + w] = x[c, h, w]: a map as a vector, channel after channel.
 *
 * <p>Pull-back: dx[c, h, w] = dx[c, h, w] + dy[(c · H + h) · W + w].
 *
 * @param input the shape (C, H, W)
 */
record Flatten(Shape input) implements Channelwise {

    @Override
    public Shape output() {
        return Shape.of(input.size(), 1, 1);
    }

    @Override
    public boolean isIdentity() {
        return input.height() * input.width() == 1;
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return region.area() == 0 ? region : Region.whole(input.height(), input.width());
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Maps in = x.get(0);
        run.parallel(in.count(), (n, scratch) -> {
            float[] values = new float[input.size()];
            in.data().host().get(in.index(n, 0, 0), values);
            float[] vector = new float[values.length];
            int cells = input.height() * input.width();
            for (int cell = 0, from = 0; cell < cells; cell++) {
                for (int c = 0; c < input.channels(); c++, from++) {
                    vector[c * cells + cell] = values[from];
                }
            }
            y.data().host().put(y.index(n, 0, 0), vector);
        });
    }

    @Override
    public int channelRead(int ignored, int output) {
        return output / readers();
    }

    @Override
    public int firstReader(int ignored, int channel) {
        return channel * readers();
    }

    @Override
    public int readers() {
        return input.height() * input.width();
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new Flatten(Shape.of(channels.get(0).length, input.height(), input.width()));
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.ROUTE;
    }

    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        context.run().parallel(dy.count(), (patch, scratch) -> {
            float[] vector = new float[input.size()];
            dy.values().data().host().get(dy.values().index(patch, 0, 0), vector);
            int height = dx.place().height();
            int width = dx.place().width();
            float[] patchValues = new float[height * width * input.channels()];
            int at = dx.values().index(patch, 0, 0);
            dx.values().data().host().get(at, patchValues);
            for (int y = 0, to = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int cell = (dx.place().y(patch) + y) * input.width()
                            + dx.place().x(patch)
                            + x;
                    for (int c = 0; c < input.channels(); c++, to++) {
                        patchValues[to] += vector[c * input.height() * input.width() + cell];
                    }
                }
            }
            dx.values().data().host().put(at, patchValues);
        });
    }
}
