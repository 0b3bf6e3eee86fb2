package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Explains by VGG-16 again and again and prints four numbers, a line each: resident memory in KiB when the JVM has started and
 * when memory has settled, and native allocations of the model after the first explanation and after the last. The heap
 * is to be resident from the start, so that what grows is what HDecomp holds outside it.
 */
final class Resident {
    private static final int EXPLANATIONS = 30;

    private Resident() {}

    /**
     * Explains.
     *
     * @param arguments none
     * @throws IOException if the system does not say what is resident
     */
    public static void main(String[] arguments) throws IOException {
        long before = kiB();
        ModelSpec spec = Models.spec("vgg16");
        Tensor input = Tensor.adopt(spec.input(), new float[spec.input().size()]);
        try (Weights weights = new CheapWeights(spec);
                Model model = Backend.find().build(spec, weights, ModelOptions.defaults())) {
            Decomposer.explain(model, input, Options.defaults());
            long first = NativeAllocations.of(model);
            for (int i = 1; i < EXPLANATIONS; i++) {
                Decomposer.explain(model, input, Options.defaults());
            }
            System.out.println(before);
            System.out.println(kiB());
            System.out.println(first);
            System.out.println(NativeAllocations.of(model));
        }
    }

    /** What is resident of this process. */
    static long kiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
