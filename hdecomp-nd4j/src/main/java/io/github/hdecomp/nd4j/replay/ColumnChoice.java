package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.kernel.PartCopies;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Channelwise;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.tensor.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a layer which keeps channels apart computes: those that read a changed column of some input. Where an
 * output also reads an input that did not change, that column is taken as recorded.
 */
final class ColumnChoice {
    private final List<@Nullable Columns> inputs;
    /** The first of the outputs of each group of readers, in order. */
    private final List<Column> outputs;

    private final List<List<Column>> read = new ArrayList<>();

    /** A channel of an edit. */
    private record Column(int edit, int channel) {}

    private ColumnChoice(List<@Nullable Columns> inputs, List<Column> outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    static ColumnChoice of(Channelwise layer, List<@Nullable Columns> inputs, Path path, int number) {
        Set<Column> outputs = new LinkedHashSet<>();
        for (int input = 0; input < inputs.size(); input++) {
            Columns columns = inputs.get(input);
            for (int j = 0; columns != null && j < columns.count(); j++) {
                int reader = layer.firstReader(input, columns.channels()[j]);
                if (path.seesAny(number, reader, reader + layer.readers())) {
                    outputs.add(new Column(columns.edits()[j], reader));
                }
            }
        }
        ColumnChoice choice = new ColumnChoice(inputs, List.copyOf(outputs));
        for (int input = 0; input < inputs.size(); input++) {
            List<Column> needed = new ArrayList<>();
            for (Column output : choice.outputs) {
                int channel = layer.channelRead(input, output.channel());
                if (channel >= 0) {
                    needed.add(new Column(output.edit(), channel));
                }
            }
            choice.read.add(needed);
        }
        return choice;
    }

    /** The channels of an input that are read, one per column. */
    int[] channels(int input) {
        return read.get(input).stream().mapToInt(Column::channel).toArray();
    }

    int[] outputEdits(Channelwise layer) {
        int[] edits = new int[outputs.size() * layer.readers()];
        for (int i = 0; i < edits.length; i++) {
            edits[i] = outputs.get(i / layer.readers()).edit();
        }
        return edits;
    }

    int[] outputChannels(Channelwise layer) {
        int[] channels = new int[outputs.size() * layer.readers()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = outputs.get(i / layer.readers()).channel() + i % layer.readers();
        }
        return channels;
    }

    /** The columns of an input on a region: as they were changed, or as recorded. */
    Part gather(int input, Part recorded, Region region, Allocator allocator, List<NativeFloats> passing, Run run) {
        List<Column> needed = read.get(input);
        Columns changed = inputs.get(input);
        Map<Column, Integer> known = new HashMap<>();
        boolean same = changed != null && changed.part().region().equals(region) && changed.count() == needed.size();
        for (int j = 0; changed != null && j < changed.count(); j++) {
            Column column = new Column(changed.edits()[j], changed.channels()[j]);
            known.put(column, j);
            same = same && needed.get(j).equals(column);
        }
        if (changed != null && same) {
            return changed.part();
        }
        Part y = allocator.allocate(1, region, needed.size(), passing);
        PartCopies.columns(
                new PartCopies.Source() {
                    @Override
                    public Part part(int column) {
                        return changed != null && known.containsKey(needed.get(column)) ? changed.part() : recorded;
                    }

                    @Override
                    public int channel(int column) {
                        return known.getOrDefault(
                                needed.get(column), needed.get(column).channel());
                    }
                },
                y,
                run);
        return y;
    }
}
