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
 * maps are multiplied anew.
 */
final class ProductStep {
    private final Recording recording;
    private final Step step;
    private final int source;
    private final Region region;
    private final Optional<int[]> wanted;
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
        this.all = ((Fusable) recording.network().layer(step.first())).filters();
        this.channels = wanted.map(some -> some.length).orElse(all.convolution().out());
        this.count = count;
        this.allocator = allocator;
        this.run = run;
    }

    State compute(State input, @Nullable State residual, List<NativeFloats> passing) {
        Filters filters = filters(passing);
        List<NativeFloats> own = wanted.isPresent() ? passing : new ArrayList<>();
        Part y = allocator.allocate(count, region, channels, own);
        if (input instanceof Full full) {
            multiply(full.part(), y, filters, passing);
            finish(y, residual, passing);
        } else {
            fromColumns((Columns) input, y, filters, residual, passing);
        }
        return wanted.isPresent() ? sideBySide(y, wanted.get()) : new Full(y);
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
        // Where nothing is fused, the recorded output has the bias already.
        boolean kept = step.first() == step.last() && recording.holds(step.last());
        if (kept) {
            copyChannels(Part.whole(recording.maps(step.last())), y);
        } else {
            Part base = allocator.allocate(1, region, channels, passing);
            PartProduct.multiply(recorded, base, filters, run);
            PartCopies.crop(base, y, run);
        }
        Differences dx = Differences.of(columns.part(), columns.edits(), columns.channels(), recorded, run);
        ColumnProduct.add(dx, y, filters, run);
        if (!kept) {
            finish(y, residual, passing);
        }
    }

    private void copyChannels(Part x, Part y) {
        if (wanted.isPresent()) {
            PartCopies.channels(x, wanted.get(), y, run);
        } else {
            PartCopies.crop(x, y, run);
        }
    }

    private void finish(Part y, @Nullable State residual, List<NativeFloats> passing) {
        Epilogue whole = step.epilogue().orElseThrow();
        Epilogue epilogue = wanted.map(whole::select).orElse(whole);
        if (step.residual().isEmpty()) {
            epilogue.applyToAll(y.values(), run);
            return;
        }
        Maps addend = addend(step.residual().get(), residual, passing);
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
    private Maps addend(int layer, @Nullable State state, List<NativeFloats> passing) {
        Part recorded = Part.whole(recording.maps(layer));
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
