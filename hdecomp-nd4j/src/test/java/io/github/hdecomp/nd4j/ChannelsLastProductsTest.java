package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChannelsLastProductsTest {
    private static final int MARGIN = 2;

    /** Few different values, so that largest products are often shared by several cells. */
    @Property(tries = 300)
    void equalProductsThatLieChannelByChannel(
            @ForAll @IntRange(min = 1, max = 5) int channels,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 7) int width,
            @ForAll @IntRange(min = 1, max = 6) int values,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (NativeMemory memory = new NativeMemory()) {
            Maps gradient = maps(memory, 2, height + MARGIN, width + MARGIN, channels, values, random);
            Maps features = maps(memory, 1, height + MARGIN, width + MARGIN, channels, values, random);
            Region inPatch = new Region(1, 2, height, width);
            Region region = new Region(2, 0, height, width);
            Tensor expected = products(gradient, inPatch, features, region);
            ChannelProducts planar = ChannelProducts.of(region, expected);
            ChannelProducts found = ChannelsLastProducts.of(gradient, 1, inPatch, features, region);
            assertThat(found.values()).isEqualTo(expected);
            for (int c = 0; c < channels; c++) {
                assertThat(found.map(c)).isEqualTo(planar.map(c));
                assertThat(found.sum(c)).isCloseTo(planar.sum(c), offset(1e-5));
                assertThat(found.peak(c)).isEqualTo(planar.peak(c));
                assertThat(found.largest(c)).isEqualTo(planar.largest(c));
            }
        }
    }

    private static Maps maps(
            NativeMemory memory, int count, int height, int width, int channels, int values, SplittableRandom random) {
        Maps maps = new Maps(memory.allocate(count * height * width * channels), 0, count, height, width, channels);
        for (int i = 0; i < maps.size(); i++) {
            maps.data().host().put(i, random.nextInt(-values, values + 1) / 8f);
        }
        return maps;
    }

    private static Tensor products(Maps gradient, Region inPatch, Maps features, Region region) {
        float[] products = new float[features.channels() * region.area()];
        for (int c = 0; c < features.channels(); c++) {
            for (int y = 0; y < region.height(); y++) {
                for (int x = 0; x < region.width(); x++) {
                    float g = gradient.data().host().get(gradient.index(1, inPatch.y() + y, inPatch.x() + x) + c);
                    float f = features.data().host().get(features.index(0, region.y() + y, region.x() + x) + c);
                    products[(c * region.height() + y) * region.width() + x] = f * g;
                }
            }
        }
        return Tensor.adopt(Shape.of(features.channels(), region.height(), region.width()), products);
    }

    @Property(tries = 1)
    void anEmptyPatchHasNoPeak() {
        try (NativeMemory memory = new NativeMemory()) {
            Maps maps = new Maps(memory.allocate(4), 0, 1, 1, 2, 2);
            Region empty = new Region(0, 0, 0, 0);
            ChannelProducts products = ChannelsLastProducts.of(maps, 0, empty, maps, empty);
            assertThat(products.sum(1)).isZero();
            assertThat(products.largest(1)).isEqualTo(Float.NEGATIVE_INFINITY);
            assertThat(products.peak(1)).isZero();
        }
    }
}
