package io.github.hdecomp.analysis;

import io.github.hdecomp.Version;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One experiment on one network and set of pictures: what all of them do alike. */
final class Study {
    private final String name;
    private final Object options;
    private final Model model;
    private final ImageSet images;
    private final BulkRun run;
    private final Set<BulkRun.Failure> failures = new LinkedHashSet<>();

    Study(DataSetAnalysis analysis, Model model, ImageSet images, BulkRun run) {
        this(analysis.name(), analysis, model, images, run);
    }

    Study(String name, Object options, Model model, ImageSet images, BulkRun run) {
        this.name = name;
        this.options = options;
        this.model = model;
        this.images = images;
        this.run = run;
    }

    /** A picture as the network sees it, and the size that it had before. */
    record Seen(int index, ImageEntry entry, Extent size, Tensor input) {}

    /** What is measured on a picture that is only prepared. */
    @FunctionalInterface
    interface Measure<P> {
        P of(Seen seen) throws IOException;
    }

    /** What is measured on a recorded picture. */
    @FunctionalInterface
    interface TapeMeasure<P> {
        P of(Seen seen, Tape tape) throws IOException;
    }

    /** Measures every picture. Each pass has a journal of its own. */
    <P> List<BulkRun.Item<P>> each(String pass, Class<P> type, Measure<P> measure) throws IOException {
        BulkRun own = run.journal()
                .map(file -> run.withJournal(file.resolveSibling(file.getFileName() + "." + pass)))
                .orElse(run);
        String purpose = String.join(
                "\n",
                name,
                pass,
                options.toString(),
                images.name(),
                model.spec().name(),
                model.spec().preprocessing().toString(),
                model.weightsSha256(),
                Version.current());
        BulkRun.Results<P> results = own.run(
                images,
                purpose,
                type,
                (index, entry, picture) -> measure.of(new Seen(
                        index,
                        entry,
                        new Extent(picture.getHeight(), picture.getWidth()),
                        model.spec().preprocessing().apply(picture))));
        failures.addAll(results.failures());
        return results.items();
    }

    /** Measures every picture on a tape, which is closed afterwards. */
    <P> List<BulkRun.Item<P>> eachTape(String pass, Class<P> type, TapeMeasure<P> measure) throws IOException {
        return each(pass, type, seen -> {
            try (Tape tape = model.record(seen.input())) {
                return measure.of(seen, tape);
            }
        });
    }

    List<BulkRun.Failure> failures() {
        return List.copyOf(failures);
    }

    AnalysisProvenance provenance() {
        return new AnalysisProvenance(
                name,
                options,
                model.spec().name(),
                model.weightsSha256(),
                images.name(),
                images.size(),
                model.backend(),
                Version.current());
    }

    /** The layers to look at, the highest first; the network's stages if none are named. */
    static List<Tap> topDown(Model model, List<Tap> taps) {
        List<Tap> named = taps.isEmpty() ? model.stages() : taps;
        if (named.isEmpty()) {
            throw new IllegalArgumentException(
                    model.spec().name() + ": the network names no stages; say in the options which layers to look at");
        }
        List<String> order = model.layers().stream().map(LayerInfo::name).toList();
        List<Tap> sorted = new ArrayList<>(named);
        sorted.sort(Comparator.comparingInt(tap -> -order.indexOf(model.spec().resolve(tap))));
        return sorted;
    }

    /** The means of all channels of some layers over all pictures and positions, by layer. */
    Map<Tap, float[]> channelMeans(List<Tap> taps) throws IOException {
        List<BulkRun.Item<Means>> items = eachTape("means", Means.class, (seen, tape) -> {
            Map<String, List<Double>> means = new TreeMap<>();
            taps.forEach(tap -> means.put(tap.name(), Features.channelMeans(tape.activation(tap))));
            return new Means(means);
        });
        Map<Tap, float[]> result = new HashMap<>();
        for (Tap tap : taps) {
            float[] means = new float[model.layer(tap).output().channels()];
            for (int channel = 0; channel < means.length; channel++) {
                int k = channel;
                means[channel] = (float) items.stream()
                        .mapToDouble(item -> item.value().of(tap).get(k))
                        .average()
                        .orElse(0);
            }
            result.put(tap, means);
        }
        return result;
    }
}
