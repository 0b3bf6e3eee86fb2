package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Chooses the engine of each convolution by counting what each would do. */
public final class Engines {
    private static final String PRODUCT = "product";
    private static final String WINOGRAD_TWO = "winograd2";
    private static final String WINOGRAD_FOUR = "winograd4";
    private static final String GENERATED = "onednn";

    private final Optional<Generator> generator;
    private final Optional<String> forced;
    private final Rates rates;

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
     * A choice on a processor with wide vectors.
     *
     * @param generator makes generated engines; empty if there is none
     * @param forced the name of the engine that convolutions have if it can do them; empty for the fastest of each
     * @throws IllegalArgumentException if no engine has that name
     */
    public Engines(Optional<Generator> generator, Optional<String> forced) {
        this(generator, forced, usual(generator));
    }

    /**
     * A choice.
     *
     * @param generator makes generated engines; empty if there is none
     * @param forced the name of the engine that convolutions have if it can do them; empty for the fastest of each
     * @param rates what engines take on this processor
     * @throws IllegalArgumentException if no engine has that name
     */
    public Engines(Optional<Generator> generator, Optional<String> forced, Rates rates) {
        this.generator = generator;
        this.forced = forced;
        this.rates = rates;
        List<String> known = generator.isPresent()
                ? List.of(PRODUCT, WINOGRAD_TWO, WINOGRAD_FOUR, GENERATED)
                : List.of(PRODUCT, WINOGRAD_TWO, WINOGRAD_FOUR);
        if (forced.isPresent() && !known.contains(forced.get())) {
            throw new IllegalArgumentException(
                    "model options: convolution " + forced.get() + " is not one of " + String.join(", ", known));
        }
    }

    private static Rates usual(Optional<Generator> generator) {
        return generator.isPresent() ? Rates.WIDE : Rates.OPENBLAS;
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
        if (winograd && WinogradProduct.fits(weights.convolution())) {
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

    /**
     * The pull-back of a convolution.
     *
     * @param weights the convolution
     * @param input the shape of its input
     * @param memory owns what is prepared for it
     * @return the pull-back
     */
    public ConvolutionPullBack pullBack(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        Convolution convolution = weights.convolution();
        Convolution transposed =
                new Convolution(convolution.out(), convolution.in(), convolution.groups(), convolution.window());
        Optional<Integer> side = forced.isEmpty()
                ? side(transposed, input, usual(generator), EngineCosts::product)
                : forced.flatMap(Engines::side);
        return new ConvolutionPullBack(weights, input, side, forced.isEmpty() || side.isPresent(), memory);
    }

    private static Optional<Integer> side(String engine) {
        return switch (engine) {
            case WINOGRAD_TWO -> Optional.of(2);
            case WINOGRAD_FOUR -> Optional.of(4);
            default -> Optional.empty();
        };
    }

    private String fastest(Convolution convolution, Shape input) {
        Optional<Integer> side =
                side(convolution, input, rates, generator.isPresent() ? EngineCosts::generated : EngineCosts::product);
        if (side.isPresent()) {
            return side.get() == 4 ? WINOGRAD_FOUR : WINOGRAD_TWO;
        }
        return generator.isPresent() ? GENERATED : PRODUCT;
    }

    /** Cells of a tile per direction if minimal filtering is faster than the other way. */
    private static Optional<Integer> side(
            Convolution convolution, Shape input, Rates rates, ToDoubleFunction<EngineCosts> other) {
        if (!WinogradProduct.fits(convolution)) {
            return Optional.empty();
        }
        EngineCosts costs = EngineCosts.of(convolution, input, rates);
        double two = costs.winograd(2);
        double four = costs.winograd(4);
        if (other.applyAsDouble(costs) <= Math.min(two, four)) {
            return Optional.empty();
        }
        return Optional.of(four <= two ? 4 : 2);
    }
}
