package io.github.hdecomp.attribution;

import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Ranking;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One decision divided among the channels of a lower layer: A = G · F with G the derivative of the decision with respect to
 * the layer's features F (Cheng et al., Eq. 2–5).
 */
public final class Decomposition {
    private final Decision decision;
    private final float value;
    private final Tap tap;
    private final Shape layer;
    private final ChannelProducts products;
    private final double[] alpha;
    private final double positive;
    private final double total;

    Decomposition(Decision decision, float value, Tap tap, Shape layer, ChannelProducts products) {
        this.decision = decision;
        this.value = value;
        this.tap = tap;
        this.layer = layer;
        this.products = products;
        this.alpha = new double[layer.channels()];
        double positiveSum = 0;
        double sum = 0;
        for (int channel = 0; channel < alpha.length; channel++) {
            double contribution = products.sum(channel) / cells();
            alpha[channel] = contribution;
            // Written as a maximum, which makes vector instructions of the loop, JDK 17.0.15 crashes while it compiles
            // this.
            if (contribution > 0) {
                positiveSum += contribution;
            }
            sum += contribution;
        }
        this.positive = positiveSum;
        this.total = sum;
    }

    /** The peak of a channel in the whole map, of which all that the patch does not cover is zero. */
    private int peakInMap(int channel) {
        Region region = region();
        float largest = products.largest(channel);
        int at = products.peak(channel);
        int inside = (region.y() + at / Math.max(region.width(), 1)) * layer.width()
                + region.x()
                + at % Math.max(region.width(), 1);
        int outside = firstOutside();
        boolean zeroWins = largest < 0 || (largest == 0 && outside < inside);
        return outside >= 0 && zeroWins ? outside : inside;
    }

    /** The first cell of the map that the patch does not cover, where products are zero; -1 if it covers all. */
    private int firstOutside() {
        Region region = region();
        if (region.area() == cells()) {
            return -1;
        }
        if (region.y() > 0 || region.x() > 0 || region.area() == 0) {
            return 0;
        }
        return region.width() < layer.width() ? region.width() : region.height() * layer.width();
    }

    /**
     * The decision that was decomposed.
     *
     * @return a class or a neuron
     */
    public Decision decision() {
        return decision;
    }

    /**
     * The value of the decision.
     *
     * @return the logit or the feature value
     */
    public float value() {
        return value;
    }

    /**
     * The layer that it was decomposed into.
     *
     * @return its tap
     */
    public Tap tap() {
        return tap;
    }

    /**
     * The shape of that layer.
     *
     * @return (C, H, W)
     */
    public Shape layer() {
        return layer;
    }

    /**
     * The number of positions Z of the layer.
     *
     * @return H times W
     */
    public int cells() {
        return layer.height() * layer.width();
    }

    /**
     * The patch of the layer outside which every product is exactly zero.
     *
     * @return a region inside the map
     */
    public Region region() {
        return products.region();
    }

    /**
     * The products A on the patch.
     *
     * @return shape (C, region's height, region's width)
     * @throws IllegalStateException if only the strongest channels were kept
     */
    public Tensor products() {
        return products.values();
    }

    /**
     * The contribution of a channel: the mean of A over all positions of the layer (Eq. 4).
     *
     * @param channel from 0
     * @return alpha, negative where the channel speaks against the decision
     */
    public double contribution(int channel) {
        return alpha[channel];
    }

    /**
     * The part of a channel in the positive evidence: its contribution over the sum of all positive contributions.
     *
     * @param channel from 0
     * @return in -∞ … 1; 0 if there is no positive evidence
     */
    public double share(int channel) {
        return positive > 0 ? alpha[channel] / positive : 0;
    }

    /**
     * The sum of the positive contributions.
     *
     * @return Σ max(alpha, 0), 0 if there is no positive evidence
     */
    public double positiveContribution() {
        return positive;
    }

    /**
     * The sum of all contributions.
     *
     * @return Σ alpha
     */
    public double totalContribution() {
        return total;
    }

    /**
     * What the features do not account for: the decision's value minus Z · Σ alpha. Biases between the layer and the
     * decision; exactly zero in a network of convolutions, ReLUs and pools without biases.
     *
     * @return the difference
     */
    public double unexplained() {
        return value - cells() * total;
    }

    /**
     * The neuron at which a channel's products are largest (Eq. 5); the first in row-major order on ties.
     *
     * @param channel from 0
     * @return the neuron, which is the next decision down that channel
     * @throws IllegalStateException if only the strongest channels were kept and the channel is not among them
     */
    public NeuronDecision peak(int channel) {
        int cell = peakInMap(channel);
        return new NeuronDecision(tap, channel, cell / layer.width(), cell % layer.width());
    }

    /**
     * The largest product of a channel.
     *
     * @param channel from 0
     * @return A at the peak
     * @throws IllegalStateException if only the strongest channels were kept and the channel is not among them
     */
    public float peakValue(int channel) {
        NeuronDecision peak = peak(channel);
        return region().contains(peak.y(), peak.x()) ? products.largest(channel) : 0;
    }

    /**
     * The channels that speak for the decision: those with a positive contribution.
     *
     * @return in descending order of contribution, the lower channel first on ties; empty if there is no positive evidence
     */
    public List<Integer> activated() {
        return IntStream.range(0, alpha.length)
                .filter(channel -> alpha[channel] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -alpha[channel]))
                .toList();
    }

    /**
     * The strongest of the channels that speak for the decision: the first of {@link #activated()}, found without sorting all.
     *
     * @param most how many at the most, 0 or more
     * @return in descending order of contribution, the lower channel first on ties; empty if there is no positive evidence
     */
    public List<Integer> activated(int most) {
        return Ranking.largest(most, alpha.length, channel -> alpha[channel]).stream()
                .filter(channel -> alpha[channel] > 0)
                .toList();
    }

    /**
     * The products of one channel on the patch.
     *
     * @param channel from 0
     * @return shape (region's height, region's width)
     * @throws IllegalStateException if only the strongest channels were kept and the channel is not among them
     */
    public Tensor map(int channel) {
        return products.map(channel);
    }
}
