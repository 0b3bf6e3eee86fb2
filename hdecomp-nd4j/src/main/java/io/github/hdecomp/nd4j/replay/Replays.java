package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.nd4j.graph.PullBack.Neuron;
import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of decisions after edits to a recorded layer. */
public final class Replays {
    /** The most floats that a batch of edits takes at the same time; more edits are split into several batches. */
    private static final int MOST_FLOATS = 1 << 25;

    private final Recording recording;
    private final Topology topology;
    private final int tap;
    private final int mostFloats;

    private Replays(Recording recording, int tap, int mostFloats) {
        this.recording = recording;
        this.topology = recording.network().topology();
        this.tap = tap;
        this.mostFloats = mostFloats;
    }

    /**
     * What is read.
     *
     * @param layer a layer's number
     * @param neuron a value of its output
     */
    public record Target(int layer, Neuron neuron) {}

    /** A cell of a layer. */
    private record Cell(int layer, int y, int x) {}

    /**
     * Replays edits.
     *
     * @param recording one image
     * @param tap the number of the layer that is edited, or {@link Topology#INPUT}
     * @param edits the changes
     * @param targets the decisions
     * @return the values of all decisions after each edit
     * @throws IllegalArgumentException if a decision lies at or below the tap, or the layer has no such channel
     */
    public static Replay of(Recording recording, int tap, List<Edit> edits, List<Target> targets) {
        return of(recording, tap, edits, targets, MOST_FLOATS);
    }

    static Replay of(Recording recording, int tap, List<Edit> edits, List<Target> targets, int mostFloats) {
        return new Replays(recording, tap, mostFloats).replay(edits, targets);
    }

    private Replay replay(List<Edit> edits, List<Target> targets) {
        Maps recorded = recording.maps(tap);
        List<Replacement> replacements =
                Replacement.of(edits, recorded, topology.spec().name(), name(tap));
        boolean[] reached = Reached.from(topology, tap);
        float[] original = new float[targets.size()];
        float[] edited = new float[Math.multiplyExact(edits.size(), original.length)];
        Map<Cell, List<Integer>> sites = new LinkedHashMap<>();
        for (int i = 0; i < original.length; i++) {
            Target target = targets.get(i);
            check(target);
            original[i] = recordedValue(target);
            for (int edit = 0; edit < edits.size(); edit++) {
                edited[edit * original.length + i] = original[i];
            }
            if (reached[target.layer() + 1]) {
                Cell cell = new Cell(
                        target.layer(), target.neuron().y(), target.neuron().x());
                sites.computeIfAbsent(cell, unknown -> new ArrayList<>()).add(i);
            }
        }
        sites.forEach((cell, indices) -> {
            List<Integer> channels =
                    indices.stream().map(i -> targets.get(i).neuron().channel()).toList();
            Site site = new Site(cell.layer(), cell.y(), cell.x(), channels);
            recording.network().gemm().within(() -> {
                replay(
                        site,
                        replacements,
                        (edit, column, value) -> edited[edit * original.length + indices.get(column)] = value);
                return site;
            });
        });
        Tensor before = Tensor.adopt(Shape.of(original.length), original);
        return new Replay(before, Tensor.adopt(Shape.of(edits.size(), original.length), edited));
    }

    private String name(int number) {
        return number == Topology.INPUT ? "input" : topology.node(number).name();
    }

    private void check(Target target) {
        boolean below =
                target.layer() == tap || (tap > target.layer() && Reached.from(topology, target.layer())[tap + 1]);
        if (below) {
            throw new IllegalArgumentException(topology.spec().name() + ": " + name(target.layer())
                    + " does not lie above " + name(tap) + ", decide on a layer that the edited one leads to");
        }
    }

    private float recordedValue(Target target) {
        Maps maps = recording.maps(target.layer());
        Neuron neuron = target.neuron();
        return maps.data().host().get(maps.index(0, neuron.y(), neuron.x()) + neuron.channel());
    }

    /** Receives the value of one decision after one edit. */
    @FunctionalInterface
    interface Result {
        void put(int edit, int column, float value);
    }

    private void replay(Site site, List<Replacement> replacements, Result result) {
        Path path = new Path(recording.network(), tap, site);
        Part recorded = Part.whole(recording.maps(tap));
        Region region = path.region(tap);
        List<Replacement> effective = new ArrayList<>();
        for (Replacement replacement : replacements) {
            Replacement remaining = replacement.effective(recorded, region, path, tap);
            if (remaining.channels().length > 0) {
                effective.add(remaining);
            }
        }
        // Neighbouring channels share products.
        effective.sort(Comparator.comparingInt(replacement -> replacement.channels()[0]));
        for (int first = 0; first < effective.size(); ) {
            int end = endOfBatch(path, effective, first);
            new Pass(recording, path, tap).run(effective.subList(first, end), site, result);
            first = end;
        }
    }

    /** As many edits as fit the memory, one at least. */
    private int endOfBatch(Path path, List<Replacement> replacements, int first) {
        int widest = 0;
        long perEdit = 0;
        int end = first;
        for (; end < replacements.size(); end++) {
            int width = replacements.get(end).channels().length;
            if (width > widest) {
                widest = width;
                perEdit = path.floatsPerEdit(widest);
            }
            if (end > first && perEdit * (end + 1 - first) > mostFloats) {
                break;
            }
        }
        return end;
    }
}
