package io.github.hdecomp.examples.training;

import com.sun.management.OperatingSystemMXBean;
import io.github.hdecomp.model.ModelSpec;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Says how a network was trained, and what it knows. Its clocks run from its making. */
public final class DemoReport {
    private static final double NANOS = 1e9;

    private final long seed;
    private final int epochs;
    private final int pictures;
    private final boolean permuted;
    private final long start = System.nanoTime();
    private final long processorStart = processorNanos();
    private long firstStep;

    /**
     * A report on a training that begins now.
     *
     * @param seed the row of scenes
     * @param epochs how many
     * @param pictures in each
     * @param permuted whether labels are dealt out at random
     */
    public DemoReport(long seed, int epochs, int pictures, boolean permuted) {
        this.seed = seed;
        this.epochs = epochs;
        this.pictures = pictures;
        this.permuted = permuted;
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /**
     * Notes where a training that is resumed goes on, since the clocks know of the rest alone.
     *
     * @param step how many steps were done before; 0 for a training from its beginning
     */
    public void beginAt(long step) {
        firstStep = step;
    }

    /**
     * The row of scenes of which a training has seen none.
     *
     * @param seed of the training
     * @return another seed
     */
    public static long unseenRow(long seed) {
        return -1 - seed;
    }

    /**
     * The report.
     *
     * @param spec the network
     * @param accuracy on scenes that were not seen, of the weights as they were written
     * @param bytes of the weights
     * @return Markdown
     */
    public String text(ModelSpec spec, Accuracy accuracy, long bytes) {
        double wall = (System.nanoTime() - start) / NANOS;
        double processor = (processorNanos() - processorStart) / NANOS;
        StringBuilder text = new StringBuilder();
        line(text, "# %s\n", spec.name());
        line(text, "%,d parameters in %,d bytes, half precision.", spec.parameterCount(), bytes);
        line(
                text,
                "Trained by `hdecomp train-demo --seed %d%s`: %d epochs of %,d pictures, scenes of row %d,",
                seed,
                permuted ? " --permuted-labels" : "",
                epochs,
                pictures,
                seed);
        line(
                text,
                "%s, %sin %.0f s (%.0f s of processor time, drawing and this measurement included).\n",
                permuted ? "the same in all epochs, with labels dealt out at random" : "each seen once",
                firstStep > 0 ? String.format(Locale.ROOT, "what was left after %,d steps ", firstStep) : "",
                wall,
                processor);
        line(
                text,
                "Of %,d scenes of row %d, of which it has seen none, it knows %,d: %.2f %%.\n",
                accuracy.pictures(),
                unseenRow(seed),
                accuracy.known(),
                percent(accuracy));
        line(text, "| class | known | of |");
        line(text, "|---|---|---|");
        for (int label = 0; label < spec.labels().size(); label++) {
            line(
                    text,
                    "| %s | %d | %d |",
                    spec.labels().get(label),
                    accuracy.right().get(label),
                    accuracy.total().get(label));
        }
        return text.toString();
    }

    /**
     * What a network knows of the pictures that it was to learn by heart.
     *
     * @param accuracy on those pictures, with the labels that were dealt out
     * @return Markdown
     */
    public String learnedByHeart(Accuracy accuracy) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "\nOf the %,d pictures that it was to learn by heart, it knows %,d: %.2f %%.",
                accuracy.pictures(),
                accuracy.known(),
                percent(accuracy));
        return text.toString();
    }

    private static double percent(Accuracy accuracy) {
        return 100.0 * accuracy.known() / accuracy.pictures();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
