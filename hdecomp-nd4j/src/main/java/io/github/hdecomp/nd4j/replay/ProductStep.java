package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.ColumnProduct;
import io.github.hdecomp.nd4j.kernel.Differences;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Filters;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.PackedProduct;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.kernel.PartCopies;
import io.github.hdecomp.nd4j.kernel.PartProduct;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.replay.State.Full;
import io.github.hdecomp.tensor.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A convolution or linear layer, with what is fused behind it: columns are added to what was recorded as differences, full
 * maps are multiplied anew. Where the maps are whole ones, or parts that suit it, the layer's own engine does that, which may
 * take a third of the time of plain products; it does so for columns too, where that is less work than adding them.
 */
final class ProductStep {
    /** Input channels that an engine convolves in the time in which one column is added. */
    private static final int COLUMN_COST = 64;

    private final Recording recording;
    private final Step step;
    private final int source;
    private final Region inputRegion;
    private final Region region;
    private final Optional<int[]> wanted;
    private final boolean byEngine;
    private final Fusable layer;
    private final Filters all;
    private final int channels;
    private final int count;
    private final Allocator allocator;
    private final Run run;

    ProductStep(Recording recording, Path path, Step step, int count, Allocator allocator, Run run) {
        Topology topology = recording.network().topology();
        this.recording = recording;
        this.step = step;
        this.source = topology.inputs(step.first())[0];
        this.region = path.region(step.last());
        this.wanted = path.wanted(step.last());
        this.layer = (Fusable) recording.network().layer(step.first());
        this.all = layer.filters();
        this.channels = wanted.map(some -> some.length).orElse(all.convolution().out());
        this.count = count;
        this.byEngine = path.isWhole(step) || (wanted.isEmpty() && layer.suits(count, region));
        this.inputRegion = path.region(source);
        this.allocator = allocator;
        this.run = run;
    }

    State compute(State input, @Nullable State residual, List<NativeFloats> passing) {
        if (byEngine && (input instanceof Full || !addingPays((Columns) input))) {
            return convolve(full(input, passing), residual, passing);
        }
        Filters filters = filters(passing);
        List<NativeFloats> own = wanted.isPresent() ? passing : new ArrayList<>();
        Part y = allocator.allocate(count, region, channels, own);
        if (input instanceof Full full) {
            multiply(full.part(), y, filters, passing);
            finish(y, addend(residual, passing));
        } else {
            fromColumns((Columns) input, y, filters, residual, passing);
        }
        return wanted.isPresent() ? sideBySide(y, wanted.get()) : new Full(y);
    }

    /** Whether to add columns is less work than to convolve a map for each edit; both may need one map without any edit. */
    private boolean addingPays(Columns columns) {
        int channelsRead = all.convolution().inPerGroup();
        long base = isKept() ? 0 : channelsRead;
        return base + (long) COLUMN_COST * columns.count() < (long) channelsRead * count;
    }

    /** Where nothing is fused, the recorded output has the bias already. */
    private boolean isKept() {
        return step.first() == step.last() && recording.holds(step.last());
    }

    private State convolve(Part x, @Nullable State residual, List<NativeFloats> passing) {
        Part y = allocator.allocate(count, region, channels, new ArrayList<>());
        @Nullable Maps addend = addend(residual, passing);
        if (addend == null || addend.count() == count) {
            layer.forward(x, y, step.epilogue().orElseThrow(), addend, run);
        } else {
            layer.forward(x, y, nothing(), null, run);
            finish(y, addend);
        }
        return new Full(y);
    }

    private Epilogue nothing() {
        return Epilogue.bias(new float[channels]);
    }

    /** All channels of the input, for each edit. */
    private Part full(State input, List<NativeFloats> passing) {
        if (input instanceof Full full) {
            return full.part();
        }
        Columns columns = (Columns) input;
        Part recorded = Part.whole(recording.maps(source));
        Part x = allocator.allocate(count, inputRegion, recorded.values().channels(), passing);
        PartCopies.crop(recorded, x, run);
        PartCopies.scatter(columns.part(), columns.edits(), columns.channels(), x, run);
        return x;
    }

    private void multiply(Part x, Part y, Filters filters, List<NativeFloats> passing) {
        if (PackedProduct.pays(x.values(), filters)) {
            Region one = new Region(0, 0, 1, 1);
            Part room = allocator.allocate(1, one, PackedProduct.room(x.values()), passing);
            PackedProduct.multiply(
                    x.values(), y.values(), filters, room.values().data(), run);
        } else {
            PartProduct.multiply(x, y, filters, run);
        }
    }

    private Filters filters(List<NativeFloats> passing) {
        if (wanted.isEmpty()) {
            return all;
        }
        Region one = new Region(0, 0, 1, 1);
        Part block = allocator.allocate(channels, one, all.convolution().filterSize(), passing);
        return all.select(wanted.get(), block.values().data());
    }

    private void fromColumns(
            Columns columns, Part y, Filters filters, @Nullable State residual, List<NativeFloats> passing) {
        Part recorded = Part.whole(recording.maps(source));
        boolean kept = isKept();
        if (kept) {
            copyChannels(Part.whole(recording.maps(step.last())), y);
        } else {
            Part base = allocator.allocate(1, region, channels, passing);
            if (byEngine) {
                layer.forward(recorded, base, nothing(), null, run);
            } else {
                PartProduct.multiply(recorded, base, filters, run);
            }
            PartCopies.crop(base, y, run);
        }
        Differences dx = Differences.of(columns.part(), columns.edits(), columns.channels(), recorded, run);
        ColumnProduct.add(dx, y, filters, run);
        if (!kept) {
            finish(y, addend(residual, passing));
        }
    }

    private void copyChannels(Part x, Part y) {
        if (wanted.isPresent()) {
            PartCopies.channels(x, wanted.get(), y, run);
        } else {
            PartCopies.crop(x, y, run);
        }
    }

    private void finish(Part y, @Nullable Maps addend) {
        Epilogue whole = step.epilogue().orElseThrow();
        Epilogue epilogue = wanted.map(whole::select).orElse(whole);
        if (addend == null) {
            epilogue.applyToAll(y.values(), run);
            return;
        }
        int height = region.height();
        run.parallel(count * height, (row, scratch) -> {
            int n = addend.count() == 1 ? row / height : 0;
            // One map stands for that of every edit.
            Maps here = new Maps(
                    addend.data(), addend.at() - n * region.area() * channels, count, height, region.width(), channels);
            epilogue.apply(y.values(), row * region.width(), region.width(), 0, channels, here, scratch);
        });
    }

    /** The residual on the region: one map for all edits if it did not change, one for each otherwise. */
    private @Nullable Maps addend(@Nullable State state, List<NativeFloats> passing) {
        if (step.residual().isEmpty()) {
            return null;
        }
        Part recorded = Part.whole(recording.maps(step.residual().get()));
        if (state instanceof Full full
                && wanted.isEmpty()
                && full.part().region().equals(region)) {
            return full.part().values();
        }
        Part y = allocator.allocate(state == null ? 1 : count, region, channels, passing);
        copyChannels(state instanceof Full full ? full.part() : recorded, y);
        if (state instanceof Columns columns) {
            int[] to = columns.channels().clone();
            wanted.ifPresent(some -> Arrays.setAll(to, j -> Arrays.binarySearch(some, to[j])));
            PartCopies.scatter(columns.part(), columns.edits(), to, y, run);
        }
        return y.values();
    }

    private Columns sideBySide(Part y, int[] some) {
        int[] edits = new int[count * some.length];
        int[] of = new int[edits.length];
        for (int j = 0; j < edits.length; j++) {
            edits[j] = j / some.length;
            of[j] = some[j % some.length];
        }
        Part columns = allocator.allocate(1, region, edits.length, new ArrayList<>());
        PartCopies.sideBySide(y.values(), columns.values(), run);
        return new Columns(columns, edits, of);
    }
}
