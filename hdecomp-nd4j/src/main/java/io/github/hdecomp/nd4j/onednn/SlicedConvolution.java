package io.github.hdecomp.nd4j.onednn;

import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.ConvolutionEngine;
import io.github.hdecomp.nd4j.kernel.ConvolutionWeights;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Convolution by code that oneDNN generates, for layers with more weights than output: the threads share out the channels of
 * the output, so that each weight is read from memory by one of them only. A slice is computed on its own and then written to
 * its channels of the output, with the epilogue.
 */
final class SlicedConvolution implements ConvolutionEngine {
    /** Cells of the output up to which a slice stays in the cache. */
    private static final int MOST_CELLS = 256;

    /** Weights that fit the cache of each core are as fast to read twice. */
    private static final int LEAST_WEIGHTS = 1 << 17;

    private static final int LEAST_CHANNELS = 64;
    private static final int MOST_SLICES = 8;

    /** Generated code takes channels in vectors of so many; all slices but the last are whole vectors. */
    private static final int VECTOR = 32;

    private final List<Slice> slices;
    private final int cells;
    private final int scratch;

    /** Channels of the output from one on. */
    private record Slice(int channel, int channels, BandKernel kernel) {}

    private SlicedConvolution(List<Slice> slices, int cells, int scratch) {
        this.slices = slices;
        this.cells = cells;
        this.scratch = scratch;
    }

    /** The engine; empty if it would not pay or oneDNN has no code to generate for it. */
    static Optional<ConvolutionEngine> of(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        Convolution convolution = weights.convolution();
        Window window = convolution.window();
        int height = window.outputHeight(input.height());
        int width = window.outputWidth(input.width());
        if (!pays(convolution, height * width)) {
            return Optional.empty();
        }
        Band whole = Band.divide(window, input.height(), height, 1).get(0);
        OneDnn oneDnn = new OneDnn();
        List<Slice> slices = new ArrayList<>();
        int most = channelsPerSlice(convolution.out());
        int scratch = 0;
        for (int channel = 0; channel < convolution.out(); channel += most) {
            int channels = Math.min(most, convolution.out() - channel);
            Convolution slice = new Convolution(convolution.in(), channels, 1, window);
            Optional<BandDescription> description =
                    BandDescription.of(oneDnn, slice, whole.shape(), input.width(), width, PostOps.NONE);
            if (description.isEmpty()) {
                oneDnn.close();
                return Optional.empty();
            }
            PackedFilters filters = new PackedFilters(oneDnn, slice, weights.data(), channel, memory);
            Pointer packed = filters.in(description.get().weights()).address(0);
            BandKernel kernel = new BandKernel(oneDnn, description.get(), packed, PostOps.Operands.NONE);
            slices.add(new Slice(channel, channels, kernel));
            scratch = Math.max(scratch, height * width * channels + BandKernel.scratch(description.get()));
        }
        memory.onClose(oneDnn::close);
        return Optional.of(new SlicedConvolution(slices, height * width, scratch));
    }

    private static boolean pays(Convolution convolution, int cells) {
        int weights = convolution.out() * convolution.filterSize();
        return convolution.groups() == 1
                && convolution.out() >= 2 * LEAST_CHANNELS
                && cells <= MOST_CELLS
                && weights >= LEAST_WEIGHTS
                && weights >= 2 * cells * convolution.out();
    }

    private static int channelsPerSlice(int out) {
        int slices = MOST_SLICES;
        while (out / slices < LEAST_CHANNELS) {
            slices /= 2;
        }
        return (out + slices * VECTOR - 1) / (slices * VECTOR) * VECTOR;
    }

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public int scratch() {
        return scratch;
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        run.parallel(slices.size() * y.count(), (chunk, scratch) -> {
            int image = chunk / slices.size();
            Slice slice = slices.get(chunk % slices.size());
            Maps product = new Maps(scratch.block(), scratch.at(), 1, y.height(), y.width(), slice.channels());
            FloatPointer target = product.data().address(product.at());
            FloatPointer source = x.data().address(x.index(image, 0, 0));
            slice.kernel().execute(scratch, product.size(), source, target, target);
            epilogue.apply(product, y, image * cells, slice.channel(), residual, scratch);
        });
    }
}
