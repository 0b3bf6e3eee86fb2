package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/** Between tensors on the heap, channels first, and maps in native memory, channels last. */
public final class Transfers {
    private Transfers() {}

    /** Writes images into maps. */
    static void put(List<Tensor> images, Maps maps) {
        int cells = maps.height() * maps.width();
        float[] moved = new float[cells * maps.channels()];
        for (int n = 0; n < images.size(); n++) {
            Tensor image = images.get(n);
            for (int c = 0; c < maps.channels(); c++) {
                for (int cell = 0, at = c; cell < cells; cell++, at += maps.channels()) {
                    moved[at] = image.get(c * cells + cell);
                }
            }
            maps.data().host().put(maps.index(n, 0, 0), moved);
        }
    }

    /**
     * Reads a region of one map.
     *
     * @param maps the maps
     * @param n which map
     * @param region a region inside it
     * @return shape (C, region's height, region's width)
     */
    public static Tensor get(Maps maps, int n, Region region) {
        int channels = maps.channels();
        int width = region.width();
        int area = region.area();
        float[] values = new float[channels * area];
        float[] row = new float[width * channels];
        for (int y = 0; y < region.height(); y++) {
            maps.data().host().get(maps.index(n, region.y() + y, region.x()), row);
            for (int c = 0; c < channels; c++) {
                int to = c * area + y * width;
                for (int x = 0, from = c; x < width; x++, from += channels) {
                    values[to + x] = row[from];
                }
            }
        }
        return Tensor.adopt(Shape.of(channels, region.height(), width), values);
    }
}
