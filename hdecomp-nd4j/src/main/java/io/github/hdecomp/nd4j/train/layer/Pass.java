package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Scratch;
import java.util.List;

/**
 * One shard of a batch at one layer.
 *
 * @param shard its number, from 0
 * @param x the inputs. Not modified.
 * @param y the output; modified by the forward pass alone
 * @param dy cotangents of the output, of no use in the forward pass
 * @param run one thread and its working space
 */
public record Pass(int shard, List<Maps> x, Maps y, Maps dy, Run run) {

    /**
     * The only input of a layer with one.
     *
     * @return its maps
     */
    Maps in() {
        return x.get(0);
    }

    Scratch scratch() {
        return run.scratch().get(0);
    }
}
