package io.github.hdecomp.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one round measured, in milliseconds where nothing else is said; 0 for what the benchmark does not measure, NaN for what
 * could not be measured here. JMH reports these per iteration, and an iteration is one round.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Times {
    /** The work itself, by HDecomp. */
    public double ours;

    /** HDecomp's forward pass of one input. */
    public double forward;

    /** HDecomp's full backward pass from a class to the picture. */
    public double backward;

    /** HDecomp's default tree on a recorded pass. */
    public double tree;

    /** The same work by ONNX Runtime; its forward pass where it cannot do the work. */
    public double onnxRuntime;

    /** The same work by PyTorch. */
    public double pytorch;

    /** Multiply-adds that the work cannot do without. */
    public double multiplyAdds;

    /** Bytes that the work cannot move less of. */
    public double bytes;

    /** The counters, for JMH to make. */
    public Times() {}
}
