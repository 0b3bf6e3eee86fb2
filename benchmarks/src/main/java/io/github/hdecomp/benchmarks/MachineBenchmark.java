package io.github.hdecomp.benchmarks;

import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Gemm.Matrix;
import io.github.hdecomp.nd4j.kernel.OpenBlasGemm;
import io.github.hdecomp.nd4j.kernel.Workers;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.nd4j.onednn.OneDnnGemm;
import java.nio.FloatBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How fast are the machine's products and its memory? The rates are those that floors stand on: products of matrices so large
 * that nothing else counts, by the library that HDecomp multiplies with, and copies of blocks that no cache holds. Every thread
 * works on matrices and blocks of its own.
 */
public class MachineBenchmark extends Rounds {
    private static final int BLOCK = 1 << 25;

    /** Rows and columns of a product, and its depth; the best counts. */
    @Param({"512x512", "2048x64"})
    public String sideByDepth;

    private final int threads = Runtime.getRuntime().availableProcessors();
    private int side;
    private int depth;
    private NativeMemory memory;
    private Gemm gemm;
    private Workers workers;
    private NativeFloats matrices;
    private FloatBuffer[] blocks;

    /** For JMH. */
    public MachineBenchmark() {}

    /** Fills memory. */
    @Setup
    public void fill() {
        int by = sideByDepth.indexOf('x');
        side = Integer.parseInt(sideByDepth.substring(0, by));
        depth = Integer.parseInt(sideByDepth.substring(by + 1));
        gemm = gemm();
        memory = new NativeMemory();
        workers = new Workers(threads, gemm::prepareThread);
        matrices = memory.allocate(floats() * threads);
        for (int i = 0; i < matrices.length(); i++) {
            matrices.host().put(i, i % 7 - 3f);
        }
        blocks = new FloatBuffer[2 * threads];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = memory.allocate(BLOCK).host();
            for (int at = 0; at < BLOCK; at++) {
                blocks[i].put(at, at);
            }
        }
    }

    /** Both factors and the product. */
    private int floats() {
        return side * (2 * depth + side);
    }

    private static Gemm gemm() {
        try {
            return new OneDnnGemm();
        } catch (LinkageError absent) {
            return new OpenBlasGemm();
        }
    }

    /**
     * Products: one per thread.
     *
     * @param times receives what they took and how many multiply-adds they have
     */
    @Benchmark
    public void products(Times times) {
        times.ours = stopwatch.median(() -> gemm.within(() -> {
            workers.run(threads, (chunk, slot) -> multiply(floats() * chunk));
            return gemm;
        }));
        times.multiplyAdds = (double) side * side * depth * threads;
    }

    private void multiply(int at) {
        Matrix a = new Matrix(matrices, at, depth);
        Matrix b = new Matrix(matrices, at + side * depth, side);
        Matrix c = new Matrix(matrices, at + 2 * side * depth, side);
        gemm.multiply(side, side, depth, a, false, b, false, 0, c);
    }

    /**
     * Copies: a block of {@value #BLOCK} floats per thread.
     *
     * @param times receives what they took and how many bytes they read and wrote
     */
    @Benchmark
    public void copies(Times times) {
        times.ours = stopwatch.median(() ->
                workers.run(threads, (chunk, slot) -> blocks[2 * chunk].put(0, blocks[2 * chunk + 1], 0, BLOCK)));
        times.bytes = 2.0 * Float.BYTES * BLOCK * threads;
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        workers.close();
        memory.close();
    }
}
