package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.attribution.AdaSise;
import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.IntegratedGradCam;
import io.github.hdecomp.attribution.MaskSelection;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.Sise;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Explains one picture by the methods that run a network tens to hundreds of times, once each, and prints a line for each: its
 * name, seconds, forward passes, the memory that is resident in KiB beyond that of the JVM at its start, and how many channels
 * of each layer became masks.
 */
final class ManyPasses {
    private static final int WARM_UP = 16;

    private ManyPasses() {}

    /**
     * Explains.
     *
     * @param arguments the network
     * @throws IOException if the system does not say what is resident
     */
    public static void main(String[] arguments) throws IOException {
        long before = Resident.kiB();
        ModelSpec spec = Models.spec(arguments[0]);
        try (Weights weights = new CheapWeights(spec);
                Model model = Backend.find().build(spec, weights, ModelOptions.defaults());
                Tape tape = model.record(picture(spec))) {
            ClassDecision decision =
                    new ClassDecision(model.predict(picture(spec)).classId());
            for (int i = 0; i < 2; i++) {
                model.predict(Collections.nCopies(WARM_UP, picture(spec)));
            }
            Sise sise = Sise.defaults();
            AdaSise adaptive = AdaSise.defaults();
            explain(IntegratedGradCam.defaults(), tape, decision, before, "");
            explain(sise, tape, decision, before, masks(sise.selection(tape, decision)));
            explain(adaptive, tape, decision, before, masks(adaptive.selection(tape, decision)));
        }
    }

    private static Tensor picture(ModelSpec spec) {
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[spec.input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-2, 2);
        }
        return Tensor.adopt(spec.input(), pixels);
    }

    private static String masks(List<MaskSelection> selected) {
        return selected.stream()
                .map(layer -> String.valueOf(layer.channels().size()))
                .collect(Collectors.joining("+"));
    }

    private static void explain(Saliency method, Tape tape, ClassDecision decision, long before, String masks)
            throws IOException {
        long start = System.nanoTime();
        Attribution found = method.explain(tape, decision);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(method.name() + " " + seconds + " " + found.cost().forwards() + " "
                + (Resident.kiB() - before) + " " + masks);
    }
}
