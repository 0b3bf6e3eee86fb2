package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.kernel.PartCopies;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Channelwise;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.nd4j.memory.BlockPool;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.replay.State.Full;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One batch of edits on its way up: as columns, the few channels that each edit changed, until a layer mixes channels; from
 * there on as full maps.
 */
final class Pass {
    private final Recording recording;
    private final Topology topology;
    private final Path path;
    private final int tap;
    private final Run run;
    private final BlockPool blocks;
    private final Map<Integer, State> states = new HashMap<>();
    private int count;

    Pass(Recording recording, Path path, int tap) {
        this.recording = recording;
        this.topology = recording.network().topology();
        this.path = path;
        this.tap = tap;
        this.run = recording.run();
        this.blocks = recording.blocks();
    }

    void run(List<Replacement> edits, Site site, Replays.Result result) {
        count = edits.size();
        try {
            states.put(tap, start(edits));
            for (int number = 0; number < path.steps().size(); number++) {
                Step step = path.steps().get(number);
                List<NativeFloats> passing = new ArrayList<>();
                states.put(step.last(), compute(step, passing));
                passing.forEach(blocks::giveBack);
                forget(number);
            }
            State top = states.get(site.layer());
            if (top != null) {
                read(top, edits, site, result);
            }
        } finally {
            blocks.giveBackAll();
        }
    }

    /** Planes of one value. */
    private Columns start(List<Replacement> edits) {
        int columns = edits.stream().mapToInt(edit -> edit.channels().length).sum();
        int[] owners = new int[columns];
        int[] channels = new int[columns];
        float[] values = new float[columns];
        int at = 0;
        for (int e = 0; e < edits.size(); e++) {
            Replacement edit = edits.get(e);
            int length = edit.channels().length;
            Arrays.fill(owners, at, at + length, e);
            System.arraycopy(edit.channels(), 0, channels, at, length);
            System.arraycopy(edit.values(), 0, values, at, length);
            at += length;
        }
        Part part = allocate(1, path.region(tap), columns, new ArrayList<>());
        for (int cell = 0; cell < part.region().area(); cell++) {
            part.values().data().host().put(cell * columns, values);
        }
        return new Columns(part, owners, channels);
    }

    /** New values; {@code passing} notes them if they do not outlive the step. */
    private Part allocate(int maps, Region region, int channels, List<NativeFloats> passing) {
        int size = Math.multiplyExact(Math.multiplyExact(maps, region.area()), channels);
        NativeFloats block = blocks.lend(size);
        passing.add(block);
        return new Part(new Maps(block, 0, maps, region.height(), region.width(), channels), region);
    }

    /** Gives back what no later step reads. */
    private void forget(int step) {
        for (int layer : List.copyOf(states.keySet())) {
            if (path.isLastUse(step, layer)) {
                State gone = states.remove(layer);
                boolean shared = states.values().stream()
                        .anyMatch(state -> gone != null
                                && state.part().values().data()
                                        == gone.part().values().data());
                if (gone != null && !shared) {
                    blocks.giveBack(gone.part().values().data());
                }
            }
        }
    }

    private void read(State top, List<Replacement> edits, Site site, Replays.Result result) {
        Maps maps = top.part().values();
        for (int wanted = 0; wanted < site.channels().size(); wanted++) {
            int channel = site.channels().get(wanted);
            if (top instanceof Columns columns) {
                for (int j = 0; j < columns.count(); j++) {
                    if (columns.channels()[j] == channel) {
                        int edit = edits.get(columns.edits()[j]).edit();
                        result.put(edit, wanted, maps.data().host().get(maps.at() + j));
                    }
                }
            } else {
                for (int e = 0; e < count; e++) {
                    float value = maps.data().host().get(maps.index(e, 0, 0) + channel);
                    result.put(edits.get(e).edit(), wanted, value);
                }
            }
        }
    }

    private State compute(Step step, List<NativeFloats> passing) {
        Layer layer = recording.network().layer(step.first());
        if (step.isProduct()) {
            return new ProductStep(recording, path, step, count, this::allocate, run)
                    .compute(state(topology.inputs(step.first())[0]), residual(step), passing);
        }
        int[] sources = topology.inputs(step.first());
        State first = states.get(sources[0]);
        if (layer.isIdentity() && first != null) {
            return first;
        }
        boolean thin = layer instanceof Channelwise;
        for (int source : sources) {
            thin &= !(states.get(source) instanceof Full);
        }
        return thin ? columns(step.first(), (Channelwise) layer, passing) : full(step.first(), layer, passing);
    }

    private State state(int layer) {
        State state = states.get(layer);
        if (state == null) {
            throw new IllegalStateException("layer " + layer + " is read before it is computed");
        }
        return state;
    }

    private @Nullable State residual(Step step) {
        return step.residual().map(states::get).orElse(null);
    }

    private State columns(int number, Channelwise layer, List<NativeFloats> passing) {
        int[] sources = topology.inputs(number);
        List<@Nullable Columns> inputs = new ArrayList<>();
        for (int source : sources) {
            inputs.add((Columns) states.get(source));
        }
        ColumnChoice choice = ColumnChoice.of(layer, inputs, path, number);
        List<Maps> x = new ArrayList<>();
        List<int[]> channels = new ArrayList<>();
        for (int input = 0; input < sources.length; input++) {
            channels.add(choice.channels(input));
            x.add(choice.gather(input, recorded(sources[input]), path.read(number, input), this::allocate, passing, run)
                    .values());
        }
        int[] owners = choice.outputEdits(layer);
        Region region = path.region(number);
        Part y = allocate(1, region, owners.length, new ArrayList<>());
        layer.select(channels).forward(x, y.values(), region, run);
        return new Columns(y, owners, choice.outputChannels(layer));
    }

    private Part recorded(int layer) {
        return Part.whole(recording.maps(layer));
    }

    private State full(int number, Layer layer, List<NativeFloats> passing) {
        List<Maps> x = new ArrayList<>();
        int[] sources = topology.inputs(number);
        for (int input = 0; input < sources.length; input++) {
            x.add(full(sources[input], path.read(number, input), passing));
        }
        Shape shape = topology.shape(number);
        Part y = allocate(count, path.region(number), shape.channels(), new ArrayList<>());
        layer.forward(x, y.values(), y.region(), run);
        return new Full(y);
    }

    /** All channels of a region of a layer, for each edit. */
    private Maps full(int layer, Region region, List<NativeFloats> passing) {
        State state = states.get(layer);
        if (state instanceof Full full && full.part().region().equals(region)) {
            return full.part().values();
        }
        Part y = allocate(count, region, topology.shape(layer).channels(), passing);
        PartCopies.crop(state instanceof Full full ? full.part() : recorded(layer), y, run);
        if (state instanceof Columns columns) {
            PartCopies.scatter(columns.part(), columns.edits(), columns.channels(), y, run);
        }
        return y.values();
    }
}
