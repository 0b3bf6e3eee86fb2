package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Follower;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.memory.BlockPool;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One forward pass of a network with the features of every layer. Owns an arena of the network until it is closed. */
public final class Recording implements AutoCloseable {
    private final Network network;
    private final Arena arena;
    private final int count;
    private final NativeFloats block;
    private final Map<Integer, Maps> inside = new HashMap<>();
    private boolean closed;

    /**
     * Runs a network.
     *
     * @param network the network
     * @param inputs one image or several, each of the network's input shape
     */
    public Recording(Network network, List<Tensor> inputs) {
        this.network = network;
        this.arena = network.borrow();
        this.count = inputs.size();
        try {
            this.block = network.gemm().within(() -> forward(network, arena, inputs));
        } catch (RuntimeException | Error failed) {
            network.giveBack(arena);
            throw failed;
        }
    }

    private static NativeFloats forward(Network network, Arena arena, List<Tensor> inputs) {
        MemoryLayout layout = network.recordingLayout();
        NativeFloats block = arena.features(Math.multiplyExact(layout.length(), inputs.size()));
        Run run = network.run(arena);
        NonFinite.put(
                network.topology().spec().name(),
                inputs,
                network.maps(layout, block, inputs.size(), Topology.INPUT),
                run);
        network.forward(layout, block, inputs.size(), run);
        return block;
    }

    /**
     * The network that was run.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /** The arena belongs to someone else once it is given back, and its memory may be gone. */
    private Arena open() {
        if (closed) {
            throw new IllegalStateException("the tape is closed");
        }
        return arena;
    }

    Arena arena() {
        return open();
    }

    /**
     * What kernels that work on the recording compute with.
     *
     * @return threads and working space
     * @throws IllegalStateException if the recording is closed
     */
    public Run run() {
        return network.run(open());
    }

    /**
     * Blocks for work on the recording; valid until it is closed.
     *
     * @return the arena's
     * @throws IllegalStateException if the recording is closed
     */
    public BlockPool blocks() {
        return open().blocks();
    }

    /**
     * Whether the features of a layer were kept, so that asking for them costs nothing.
     *
     * @param number a layer's number or {@link Topology#INPUT}
     * @return false for layers inside a unit
     */
    public boolean holds(int number) {
        return network.recordingLayout().holds(number);
    }

    /**
     * The features of a layer. Those inside a unit are computed when they are first asked for.
     *
     * @param number a layer's number or {@link Topology#INPUT}
     * @return its maps, one per image
     * @throws IllegalStateException if the recording is closed
     */
    public Maps maps(int number) {
        Arena held = open();
        if (network.recordingLayout().holds(number)) {
            return network.maps(network.recordingLayout(), block, count, number);
        }
        Maps known = inside.get(number);
        if (known == null) {
            known = compute(number, held);
            inside.put(number, known);
        }
        return known;
    }

    /** Runs a unit again, only as far as one of its layers. */
    private Maps compute(int number, Arena held) {
        Unit unit = network.units().stream()
                .filter(candidate -> candidate.layers().contains(number))
                .findFirst()
                .orElseThrow();
        Fusable host = (Fusable) network.layer(unit.first());
        Epilogue epilogue = host.epilogue();
        for (int layer : unit.layers().subList(1, unit.layers().indexOf(number) + 1)) {
            Follower follower = (Follower) network.layer(layer);
            epilogue = follower.appendTo(epilogue).orElseThrow();
        }
        Shape shape = network.topology().shape(number);
        NativeFloats extra = held.extra(Math.multiplyExact(shape.size(), count));
        Maps y = new Maps(extra, 0, count, shape.height(), shape.width(), shape.channels());
        @Nullable Maps residual = epilogue.hasResidual() ? maps(unit.residual().orElseThrow()) : null;
        Maps x = maps(network.topology().inputs(unit.first())[0]);
        Epilogue shortened = epilogue;
        return network.gemm().within(() -> {
            host.forward(x, y, shortened, residual, run());
            return y;
        });
    }

    /** Gives the arena back to the network; a second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.giveBack(arena);
        }
    }
}
