package io.github.hdecomp.benchmarks.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.benchmarks.peer.PyTorchPeer;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class TorchScriptFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"input", "relu1"})
    void pyTorchComputesTheSameFromIt(String from) throws IOException {
        ModelSpec spec = Networks.everyOperator();
        Weights weights = Weights.random(spec, 5);
        Tensor image = Networks.input(spec, 6);
        try (Model model = Backend.find().build(spec, weights, ModelOptions.defaults());
                Tape tape = model.record(image)) {
            Tensor features = from.equals("input") ? image : tape.activation(Tap.of(from));
            try (PyTorchPeer peer =
                    PyTorchPeer.open(spec, weights, from, features, 1).orElseThrow()) {
                assertThat(peer.logits()).containsExactly(tape.logits().toArray(), within(1e-4f));
            }
        }
    }
}
