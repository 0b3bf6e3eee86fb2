package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Runs;
import io.github.hdecomp.nd4j.layer.Elementwise;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.nd4j.layer.PullBackContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A layer that does not change, as inference computes it. */
final class FixedLayer implements TrainingLayer {
    /** Operators whose pull-backs do without the output. */
    private static final Set<String> DO_WITHOUT_OUTPUT =
            Set.of("Add", "Affine", "BatchNormalization", "Concat", "Conv", "Gemm");

    private final String operator;
    private final Layer layer;

    FixedLayer(String operator, Layer layer) {
        this.operator = operator;
        this.layer = layer;
        if (layer instanceof Fusable host) {
            host.prepare(host.epilogue());
        }
    }

    @Override
    public int scratch() {
        return layer.scratch();
    }

    @Override
    public int shared() {
        return layer.shared();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public void forward(Pass pass) {
        layer.forward(pass.x(), pass.y(), pass.run());
    }

    @Override
    public boolean worksInPlace() {
        return layer instanceof Elementwise;
    }

    @Override
    public boolean readsOutput() {
        return !DO_WITHOUT_OUTPUT.contains(operator);
    }

    @Override
    public void pullBack(int input, Maps dx, boolean first, Pass pass) {
        PullBackContext context = new PullBackContext(recorded(pass), BackwardRule.GRADIENT, pass.run());
        Patches from = whole(pass.dy());
        if (layer instanceof Elementwise elementwise && isSame(dx, pass.dy())) {
            elementwise.pullBackInPlace(from, context);
            return;
        }
        if (first) {
            zero(dx, pass);
        }
        layer.pullBack(input, from, whole(dx), context);
    }

    private static boolean isSame(Maps dx, Maps dy) {
        return dx.data() == dy.data() && dx.at() == dy.at();
    }

    private static Patches whole(Maps maps) {
        return new Patches(Placement.whole(maps.count(), maps.height(), maps.width()), maps);
    }

    private static void zero(Maps dx, Pass pass) {
        Runs.forEach(dx.size(), 1, pass.run(), (offset, length, scratch) -> {
            Arrays.fill(scratch.lane(0), 0, length, 0f);
            dx.data().host().put(dx.at() + offset, scratch.lane(0), 0, length);
        });
    }

    private static PullBackContext.Recorded recorded(Pass pass) {
        return new PullBackContext.Recorded() {
            @Override
            public Maps x(int input) {
                return pass.x().get(input);
            }

            @Override
            public Maps y() {
                return pass.y();
            }
        };
    }
}
