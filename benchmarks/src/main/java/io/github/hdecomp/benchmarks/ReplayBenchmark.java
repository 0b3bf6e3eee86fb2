package io.github.hdecomp.benchmarks;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the ground truth of all channels of a stage cost beside a forward pass? VGG-16 with random weights, each of 512
 * channels zeroed alone. {@code java -cp … org.openjdk.jmh.Main ReplayBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplayBenchmark {
    private static final Tap CONV5_3 = Tap.of("features.29");
    private static final Tap CONV4_3 = Tap.of("features.22");
    private static final List<Edit> EDITS = Edit.zeroEach(512);

    private Model model;
    private Tensor input;
    private Tape tape;

    /** Builds and records the network. */
    @Setup
    public void build() {
        ModelSpec spec = Models.spec("vgg16");
        model = Backend.find().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[spec.input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-2, 2);
        }
        input = Tensor.adopt(spec.input(), pixels);
        tape = model.record(input);
    }

    /** Closes the network. */
    @TearDown
    public void close() {
        tape.close();
        model.close();
    }

    /**
     * Class scores alone.
     *
     * @return for JMH
     */
    @Benchmark
    public Prediction forward() {
        return model.predict(input);
    }

    /**
     * All channels of conv5_3 for a class.
     *
     * @return for JMH
     */
    @Benchmark
    public Replay channelsForAClass() {
        return tape.replay(CONV5_3, EDITS, List.of(new ClassDecision(0)));
    }

    /**
     * All channels of conv4_3 for a neuron of conv5_3.
     *
     * @return for JMH
     */
    @Benchmark
    public Replay channelsForANeuron() {
        return tape.replay(CONV4_3, EDITS, List.of(new NeuronDecision(CONV5_3, 0, 7, 7)));
    }
}
