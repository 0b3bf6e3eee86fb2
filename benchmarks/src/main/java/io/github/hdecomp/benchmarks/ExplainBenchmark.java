package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a whole evidence tree cost beside a forward pass? {@code java -cp … org.openjdk.jmh.Main ExplainBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExplainBenchmark {
    /** The network, with random weights. */
    @Param({"vgg16", "resnet18", "resnet50", "squeezenet1_1"})
    public String network = "";

    private Model model;
    private Tensor input;
    private Exploration exploration;

    /** Builds the network. */
    @Setup
    public void build() {
        ModelSpec spec = Models.spec(network);
        model = Backend.find().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[spec.input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-2, 2);
        }
        input = Tensor.adopt(spec.input(), pixels);
        exploration = Decomposer.open(model, input);
    }

    /** Closes the network. */
    @TearDown
    public void close() {
        exploration.close();
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
     * The tree of three children per decision down all stages, on a recorded pass.
     *
     * @return for JMH
     */
    @Benchmark
    public EvidenceTree tree() {
        return exploration.tree(Options.defaults());
    }
}
