package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Between tensors on the heap, channels first, and maps in native memory, channels last. */
public final class Transfers {
    private Transfers() {}

    private static final int ROWS_PER_CHUNK = 16;

    /**
     * Writes images into maps.
     *
     * @param images one per map, each of the maps' shape
     * @param maps receive them. Modified.
     * @param run threads
     * @return whether all values are finite
     */
    public static boolean put(List<Tensor> images, Maps maps, Run run) {
        int chunks = (maps.height() + ROWS_PER_CHUNK - 1) / ROWS_PER_CHUNK;
        AtomicBoolean finite = new AtomicBoolean(true);
        run.parallel(images.size() * chunks, (chunk, scratch) -> {
            int n = chunk / chunks;
            int first = chunk % chunks * ROWS_PER_CHUNK;
            if (!putRows(images.get(n), maps, n, first, Math.min(first + ROWS_PER_CHUNK, maps.height()))) {
                finite.set(false);
            }
        });
        return finite.get();
    }

    /** Writes one image into one of several maps. */
    static void put(Tensor image, Maps maps, int n) {
        putRows(image, maps, n, 0, maps.height());
    }

    private static boolean putRows(Tensor image, Maps maps, int n, int first, int end) {
        int width = maps.width();
        float[][] planes = new float[maps.channels()][width];
        float[] moved = new float[width * planes.length];
        float[] marks = new float[width];
        for (int y = first; y < end; y++) {
            for (int c = 0; c < planes.length; c++) {
                image.copyTo((c * maps.height() + y) * width, planes[c], 0, width);
                NonFinite.mark(planes[c], marks, width);
            }
            if (planes.length == 3) {
                interleave(planes[0], planes[1], planes[2], moved);
            } else {
                transpose(planes, moved);
            }
            maps.data().host().put(maps.index(n, y, 0), moved);
        }
        return NonFinite.isUnmarked(marks);
    }

    private static void transpose(float[][] planes, float[] moved) {
        for (int c = 0; c < planes.length; c++) {
            float[] plane = planes[c];
            for (int x = 0, at = c; x < plane.length; x++, at += planes.length) {
                moved[at] = plane[x];
            }
        }
    }

    /** {@link #transpose} of a picture, in the order in which it writes, which is faster. */
    private static void interleave(float[] red, float[] green, float[] blue, float[] moved) {
        for (int x = 0, at = 0; x < red.length; x++, at += 3) {
            moved[at] = red[x];
            moved[at + 1] = green[x];
            moved[at + 2] = blue[x];
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
