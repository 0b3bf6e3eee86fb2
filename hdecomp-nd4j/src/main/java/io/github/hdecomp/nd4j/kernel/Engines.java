package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Chooses the engine of each convolution by counting what each would do. */
public final class Engines {
    private static final String PRODUCT = "product";
    private static final String WINOGRAD_TWO = "winograd2";
    private static final String WINOGRAD_FOUR = "winograd4";
    private static final String GENERATED = "onednn";

    private final Optional<Generator> generator;
    private final Optional<String> forced;

    /** Makes engines whose code is generated for the shape of one convolution. */
    @FunctionalInterface
    public interface Generator {
        /**
         * The engine for a convolution.
         *
         * @param weights the convolution
         * @param input the shape of its input
         * @param memory owns what the engine prepares
         * @return empty if there is none for this geometry
         */
        Optional<ConvolutionEngine> generate(ConvolutionWeights weights, Shape input, NativeMemory memory);
    }

    /**
     * A choice.
     *
     * @param generator makes generated engines; empty if there is none
     * @param forced the name of the engine that convolutions have if it can do them; empty for the fastest of each
     * @throws IllegalArgumentException if no engine has that name
     */
    public Engines(Optional<Generator> generator, Optional<String> forced) {
        this.generator = generator;
        this.forced = forced;
        List<String> known = generator.isPresent()
                ? List.of(PRODUCT, WINOGRAD_TWO, WINOGRAD_FOUR, GENERATED)
                : List.of(PRODUCT, WINOGRAD_TWO, WINOGRAD_FOUR);
        if (forced.isPresent() && !known.contains(forced.get())) {
            throw new IllegalArgumentException(
                    "model options: convolution " + forced.get() + " is not one of " + String.join(", ", known));
        }
    }

    /**
     * The engine for a convolution.
     *
     * @param weights the convolution
     * @param input the shape of its input
     * @param memory owns what the engine prepares
     * @return the engine
     */
    public ConvolutionEngine choose(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        String wanted = forced.orElseGet(() -> fastest(weights.convolution(), input));
        boolean winograd = wanted.equals(WINOGRAD_TWO) || wanted.equals(WINOGRAD_FOUR);
        if (winograd && WinogradConvolution.fits(weights.convolution())) {
            return new WinogradConvolution(weights, wanted.equals(WINOGRAD_FOUR), memory);
        }
        if (generator.isPresent() && !wanted.equals(PRODUCT)) {
            Optional<ConvolutionEngine> generated = generator.get().generate(weights, input, memory);
            if (generated.isPresent()) {
                return generated.get();
            }
        }
        return new ProductConvolution(weights, memory);
    }

    private String fastest(Convolution convolution, Shape input) {
        String direct = generator.isPresent() ? GENERATED : PRODUCT;
        if (!WinogradConvolution.fits(convolution)) {
            return direct;
        }
        EngineCosts costs =
                EngineCosts.of(convolution, input, generator.isPresent() ? EngineCosts.ONEDNN : EngineCosts.OPENBLAS);
        double two = costs.winograd(2);
        double four = costs.winograd(4);
        double best = generator.isPresent() ? costs.generated() : costs.product();
        if (best <= Math.min(two, four)) {
            return direct;
        }
        return four <= two ? WINOGRAD_FOUR : WINOGRAD_TWO;
    }
}
