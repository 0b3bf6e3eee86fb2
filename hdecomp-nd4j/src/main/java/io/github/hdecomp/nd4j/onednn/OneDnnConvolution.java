package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.ConvolutionEngine;
import io.github.hdecomp.nd4j.kernel.ConvolutionWeights;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Rates;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Convolution by code that oneDNN generates for its shape. The output is divided into bands of rows, by its shape alone; the
 * threads of a run share out bands and images, each band on one thread.
 */
public final class OneDnnConvolution implements ConvolutionEngine {
    /** Operations per band: enough to outweigh handing it to another thread. */
    private static final double PER_BAND = 6e6;

    private static final int MOST_BANDS = 16;

    /** Cells per band: each band reads all weights, which pays from some cells on. */
    private static final int LEAST_CELLS = 40;

    private final Convolution convolution;
    private final NativeMemory memory;
    private final OneDnn oneDnn;
    private final Geometry geometry;
    private final PackedFilters filters;
    private int scratch;
    private @Nullable Fused fused;
    private volatile @Nullable Map<Band.Shape, BandKernel> bare;

    /** The maps as the bands see them: those of 1 by 1 windows are a single column of cells. */
    private record Geometry(List<Band> bands, int inputWidth, int width) {
        static Geometry of(Convolution convolution, Shape input) {
            int height = convolution.window().outputHeight(input.height());
            int width = convolution.window().outputWidth(input.width());
            double operations = 2.0 * height * width * convolution.out() * convolution.filterSize();
            int wanted = 2 * (int) Math.ceil(operations / PER_BAND / 2);
            boolean column = convolution.window().isPointwise();
            int rows = column ? height * width : height;
            int most = Math.min(MOST_BANDS, height * width / LEAST_CELLS / 2 * 2);
            int count = Math.min(rows, Math.max(2, Math.min(wanted, most)));
            int inputRows = column ? rows : input.height();
            List<Band> bands = Band.divide(convolution.window(), inputRows, rows, count);
            return new Geometry(bands, column ? 1 : input.width(), column ? 1 : width);
        }
    }

    /** Kernels that take the steps of one epilogue themselves. */
    private record Fused(Epilogue epilogue, Map<Band.Shape, BandKernel> kernels) {}

    private OneDnnConvolution(ConvolutionWeights weights, NativeMemory memory, OneDnn oneDnn, Geometry geometry) {
        this.convolution = weights.convolution();
        this.memory = memory;
        this.oneDnn = oneDnn;
        this.geometry = geometry;
        this.filters = new PackedFilters(oneDnn, convolution, weights.data(), 0, memory);
    }

    /**
     * The engine for a convolution.
     *
     * @param weights copied; freed after {@link #prepare}
     * @param input the shape of the convolution's input
     * @param memory owns what oneDNN allocates
     * @return empty if oneDNN has no code to generate for it
     * @throws LinkageError if oneDNN is not on the class path or does not load
     */
    public static Optional<ConvolutionEngine> of(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        Optional<ConvolutionEngine> sliced = SlicedConvolution.of(weights, input, memory);
        if (sliced.isPresent()) {
            return sliced;
        }
        OneDnn oneDnn = new OneDnn();
        Geometry geometry = Geometry.of(weights.convolution(), input);
        Optional<Map<Band.Shape, BandDescription>> descriptions =
                describe(oneDnn, weights.convolution(), geometry, PostOps.NONE);
        if (descriptions.isEmpty()) {
            oneDnn.close();
            return Optional.empty();
        }
        memory.onClose(oneDnn::close);
        OneDnnConvolution engine = new OneDnnConvolution(weights, memory, oneDnn, geometry);
        engine.take(descriptions.get().values());
        return Optional.of(engine);
    }

    /**
     * What convolutions take on this processor.
     *
     * @return by the widest vectors that oneDNN generates code for
     * @throws LinkageError if oneDNN is not on the class path or does not load
     */
    public static Rates rates() {
        boolean wide = (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core;
        return wide ? Rates.WIDE : Rates.NARROW;
    }

    /** Packs the weights and notes the working space that some code needs. */
    private void take(Collection<BandDescription> descriptions) {
        for (BandDescription description : descriptions) {
            filters.in(description.weights());
            scratch = Math.max(scratch, BandKernel.scratch(description));
        }
    }

    /** One description per shape of band; empty unless all have code. */
    private static Optional<Map<Band.Shape, BandDescription>> describe(
            OneDnn oneDnn, Convolution convolution, Geometry geometry, PostOps post) {
        Map<Band.Shape, BandDescription> descriptions = new HashMap<>();
        for (Band band : geometry.bands()) {
            if (descriptions.containsKey(band.shape())) {
                continue;
            }
            Optional<BandDescription> next = BandDescription.of(
                    oneDnn, convolution, band.shape(), geometry.inputWidth(), geometry.width(), post);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            descriptions.put(band.shape(), next.get());
        }
        return Optional.of(descriptions);
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
    public void prepare(Epilogue epilogue) {
        PostOps post = PostOps.of(epilogue);
        describe(oneDnn, convolution, geometry, post).ifPresent(descriptions -> {
            take(descriptions.values());
            fused = new Fused(epilogue, kernels(descriptions, PostOps.Operands.of(epilogue, memory)));
        });
    }

    private Map<Band.Shape, BandKernel> kernels(
            Map<Band.Shape, BandDescription> descriptions, PostOps.Operands operands) {
        Map<Band.Shape, BandKernel> kernels = new HashMap<>();
        descriptions.forEach((shape, description) -> kernels.put(
                shape,
                new BandKernel(
                        oneDnn, description, filters.in(description.weights()).address(0), operands)));
        return kernels;
    }

    /** Kernels that only convolve, for outputs that lie inside a unit: generated when first asked for. */
    private Map<Band.Shape, BandKernel> bare() {
        Map<Band.Shape, BandKernel> known = bare;
        if (known != null) {
            return known;
        }
        synchronized (oneDnn) {
            if (bare == null) {
                bare = kernels(
                        describe(oneDnn, convolution, geometry, PostOps.NONE).orElseThrow(), PostOps.Operands.NONE);
            }
            return bare;
        }
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        Fused own = fused;
        boolean isFused = own != null && own.epilogue() == epilogue;
        Map<Band.Shape, BandKernel> kernels = isFused && own != null ? own.kernels() : bare();
        int perImage = geometry.bands().size();
        int cells = y.height() * y.width();
        int inputCells = x.height() * x.width();
        run.parallel(perImage * y.count(), (chunk, scratch) -> {
            Band band = geometry.bands().get(chunk % perImage);
            int image = chunk / perImage;
            int cell = image * cells + band.row() * geometry.width();
            int from = x.at() + (image * inputCells + band.inputRow() * geometry.inputWidth()) * x.channels();
            int to = cell * y.channels();
            FloatPointer target = y.data().address(y.at() + to);
            FloatPointer addend = residual == null ? target : residual.data().address(residual.at() + to);
            kernel(kernels, band).execute(scratch, 0, x.data().address(from), target, addend);
            if (!isFused) {
                epilogue.apply(y, cell, band.shape().rows() * geometry.width(), 0, y.channels(), residual, scratch);
            }
        });
    }

    private static BandKernel kernel(Map<Band.Shape, BandKernel> kernels, Band band) {
        BandKernel kernel = kernels.get(band.shape());
        if (kernel == null) {
            throw new IllegalStateException("no code for " + band);
        }
        return kernel;
    }
}
