package io.github.hdecomp.nd4j.onednn;

import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.ConvolutionEngine;
import io.github.hdecomp.nd4j.kernel.ConvolutionWeights;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
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

    private final List<BandKernel> slices;
    private final int channels;
    private final int cells;
    private final int scratch;

    private SlicedConvolution(List<BandKernel> slices, int channels, int cells, int scratch) {
        this.slices = slices;
        this.channels = channels;
        this.cells = cells;
        this.scratch = scratch;
    }

    /** The engine; empty if it would not pay or oneDNN has no code to generate for it. */
    static Optional<ConvolutionEngine> of(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        Convolution convolution = weights.convolution();
        int height = convolution.window().outputHeight(input.height());
        int width = convolution.window().outputWidth(input.width());
        int count = slices(convolution, height * width);
        if (count < 2) {
            return Optional.empty();
        }
        int channels = convolution.out() / count;
        Convolution slice = new Convolution(convolution.in(), channels, 1, convolution.window());
        Band whole =
                Band.divide(convolution.window(), input.height(), height, 1).get(0);
        OneDnn oneDnn = new OneDnn();
        Optional<BandDescription> description =
                BandDescription.of(oneDnn, slice, whole.shape(), input.width(), width, PostOps.NONE);
        if (description.isEmpty()) {
            oneDnn.close();
            return Optional.empty();
        }
        memory.onClose(oneDnn::close);
        List<BandKernel> kernels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PackedFilters filters = new PackedFilters(oneDnn, slice, weights.data(), i * channels, memory);
            kernels.add(new BandKernel(
                    oneDnn,
                    description.get(),
                    filters.in(description.get().weights()).address(0),
                    PostOps.Operands.NONE));
        }
        return Optional.of(
                new SlicedConvolution(kernels, channels, height * width, BandKernel.scratch(description.get())));
    }

    /** Into how many slices the output is divided; 1 if dividing it does not pay. */
    private static int slices(Convolution convolution, int cells) {
        int weights = convolution.out() * convolution.filterSize();
        boolean pays = convolution.groups() == 1
                && cells <= MOST_CELLS
                && weights >= LEAST_WEIGHTS
                && weights >= 2 * cells * convolution.out();
        int slices = pays ? MOST_SLICES : 1;
        while (slices > 1 && (convolution.out() % slices != 0 || convolution.out() / slices < LEAST_CHANNELS)) {
            slices /= 2;
        }
        return slices;
    }

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public int scratch() {
        return cells * channels + scratch;
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        run.parallel(slices.size() * y.count(), (chunk, scratch) -> {
            int image = chunk / slices.size();
            int slice = chunk % slices.size();
            Maps product = new Maps(scratch.block(), scratch.at(), 1, y.height(), y.width(), channels);
            FloatPointer target = product.data().address(product.at());
            FloatPointer source = x.data().address(x.index(image, 0, 0));
            slices.get(slice).execute(scratch, product.size(), source, target, target);
            epilogue.apply(product, y, image * cells, slice * channels, residual, scratch);
        });
    }
}
