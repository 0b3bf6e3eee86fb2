package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/** Products that lie channel by channel. */
record PlanarProducts(Region region, Tensor values) implements ChannelProducts {

    @Override
    public double sum(int channel) {
        double sum = 0;
        for (int i = 0; i < region.area(); i++) {
            sum += product(channel, i);
        }
        return sum;
    }

    @Override
    public float largest(int channel) {
        return region.area() == 0 ? Float.NEGATIVE_INFINITY : product(channel, peak(channel));
    }

    @Override
    public int peak(int channel) {
        int peak = 0;
        for (int i = 1; i < region.area(); i++) {
            if (product(channel, i) > product(channel, peak)) {
                peak = i;
            }
        }
        return peak;
    }

    private float product(int channel, int cell) {
        return values.get(channel * region.area() + cell);
    }

    @Override
    public Tensor map(int channel) {
        float[] map = new float[region.area()];
        values.copyTo(channel * map.length, map, 0, map.length);
        return Tensor.adopt(Shape.of(region.height(), region.width()), map);
    }
}
