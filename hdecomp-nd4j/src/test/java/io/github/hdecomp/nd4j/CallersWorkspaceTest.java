package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A caller who uses ND4J too may have one of its workspaces active, whose memory serves again in each of its rounds. */
class CallersWorkspaceTest {
    private static final String NAME = "callers";
    private static final WorkspaceConfiguration CONFIGURATION =
            WorkspaceConfiguration.builder().initialSize(1 << 22).build();

    @Test
    void modelsAndTapesOutliveAWorkspace() {
        ModelSpec spec = RandomNetworks.spec(4, true);
        Tensor input = RandomNetworks.input(spec, 5);
        try {
            Model model;
            Tape tape;
            Tensor logits;
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, NAME)) {
                model = new Nd4jBackend().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
                tape = model.record(input);
                logits = tape.logits();
                assertThat(workspace.getPrimaryOffset()).isZero();
                assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isSameAs(workspace);
            }
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, NAME);
                    INDArray garbage = Nd4j.valueArrayOf(1 << 18, 7f)) {
                assertThat(garbage.isAttached()).isTrue();
                assertThat(workspace.getPrimaryOffset()).isPositive();
                assertThat(tape.activation(spec.stages().get(0)).get(0)).isNotEqualTo(7f);
                assertThat(model.predict(input).logits()).isEqualTo(logits);
            }
            tape.close();
            model.close();
        } finally {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }
}
