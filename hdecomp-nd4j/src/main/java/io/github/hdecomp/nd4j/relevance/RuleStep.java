package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.graph.Unit;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.LinearMap;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.relevance.Shares.Denominator;
import io.github.hdecomp.nd4j.relevance.Shares.Summand;
import io.github.hdecomp.relevance.InputPart;
import io.github.hdecomp.relevance.InputPart.Plain;
import io.github.hdecomp.relevance.RelevanceRule;
import io.github.hdecomp.relevance.RelevanceRule.Product;
import io.github.hdecomp.relevance.RelevanceRule.Term;
import io.github.hdecomp.relevance.WeightPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out the rule of one layer with weights. Where a denominator is made of the layer's own product, it is read from the
 * recording: the rules z and ε cost no forward product.
 */
final class RuleStep {
    private final Recording recording;
    private final Topology topology;
    private final Roles roles;
    private final Buffers buffers;
    private final Run run;
    private final int layer;
    private final Fusable host;
    private final Folded folded;
    private final Maps a;
    private final Maps r;

    /**
     * A step.
     *
     * @param recording the recorded pass
     * @param roles what the layers' places say
     * @param buffers working space
     * @param layer the layer
     * @param r relevance of its output for each start. Modified.
     */
    RuleStep(Recording recording, Roles roles, Buffers buffers, int layer, Maps r) {
        this.recording = recording;
        this.topology = recording.network().topology();
        this.roles = roles;
        this.buffers = buffers;
        this.run = recording.run();
        this.layer = layer;
        this.host = (Fusable) recording.network().layer(layer);
        this.folded = roles.folded(layer);
        this.a = recording.maps(topology.inputs(layer)[0]);
        this.r = r;
    }

    /** Writes the relevance of the input to a target, or adds it there. */
    void handDown(Maps target, boolean add) {
        RelevanceRule rule = roles.rule(layer);
        Map<InputPart, Maps> sums = new LinkedHashMap<>();
        for (int i = 0; i < rule.terms().size(); i++) {
            Term term = rule.terms().get(i);
            List<Product> products = present(term.products());
            boolean last = i == rule.terms().size() - 1;
            Maps s = last ? r : buffers.like(r);
            divide(rule, term, products, s);
            for (Product product : products) {
                if (!sums.containsKey(product.input())) {
                    Maps sum = sums.isEmpty() && !add ? target : buffers.like(target);
                    buffers.clear(sum);
                    sums.put(product.input(), sum);
                }
            }
            pullBack(products, s, sums);
            if (!last) {
                buffers.giveBack(s);
            }
        }
        if (sums.isEmpty() && !add) {
            buffers.clear(target);
        }
        sums.forEach((part, sum) -> {
            Shares.weigh(a, function(part), sum, target, !sum.equals(target), run);
            if (!sum.equals(target)) {
                buffers.giveBack(sum);
            }
        });
    }

    private InputParts.Function function(InputPart part) {
        return InputParts.of(part, a.channels(), topology.spec().preprocessing());
    }

    /**
     * The products that can differ from 0, with simpler functions where inputs cannot be negative. Those with all weights come
     * last, since the batch norm's scale has to be put on the relevance for them.
     */
    private List<Product> present(List<Product> products) {
        boolean nonNegative = roles.nonNegative(topology.inputs(layer)[0]);
        List<Product> present = new ArrayList<>();
        for (Product product : products) {
            InputPart part = nonNegative && product.input() == Plain.POSITIVE ? Plain.ALL : product.input();
            boolean nothing = nonNegative && part == Plain.NEGATIVE;
            if (!nothing && product.coefficient() != 0) {
                present.add(new Product(product.coefficient(), part, product.weights()));
            }
        }
        present.sort(Comparator.comparing(product -> product.weights() == WeightPart.ALL));
        return present;
    }

    /** s = share · r / stab(z). */
    private void divide(RelevanceRule rule, Term term, List<Product> products, Maps s) {
        double positive = term.bias().positive();
        double negative = term.bias().negative();
        List<Summand> summands = new ArrayList<>();
        List<Maps> own = new ArrayList<>();
        for (Product product : products) {
            if (product.weights() == WeightPart.ALL && product.input() == Plain.ALL) {
                // What was recorded has the bias in it.
                summands.add(new Summand(product.coefficient(), recorded()));
                positive -= product.coefficient();
                negative -= product.coefficient();
            } else {
                Maps z = forward(product);
                own.add(z);
                summands.add(new Summand(product.coefficient(), z));
            }
        }
        float[] bias = bias(positive, negative);
        Shares.divide(r, new Denominator(summands, bias, rule.stabilizer()), term.share(), s, run);
        own.forEach(buffers::giveBack);
    }

    private float[] bias(double positive, double negative) {
        if (positive == 0 && negative == 0) {
            return new float[0];
        }
        float[] bias = folded.bias().clone();
        for (int c = 0; c < bias.length; c++) {
            bias[c] *= (float) (bias[c] > 0 ? positive : negative);
        }
        return bias;
    }

    /** The recorded z wherever there is relevance: behind a ReLU, as long as that is open there. */
    private Maps recorded() {
        if (!recording.holds(folded.last())) {
            for (Unit unit : recording.network().units()) {
                int next = unit.layers().indexOf(folded.last()) + 1;
                boolean relu = next > 0
                        && next == unit.layers().size() - 1
                        && topology.node(unit.last()).operator().equals("Relu");
                if (relu && !Shares.meetsClosed(r, recording.maps(unit.last()), run)) {
                    return recording.maps(unit.last());
                }
            }
        }
        return recording.maps(folded.last());
    }

    private LinearMap map(WeightPart part) {
        return part == WeightPart.ALL ? host.product() : host.product(part, folded.scale());
    }

    private Maps forward(Product product) {
        Maps z = buffers.maps(1, topology.shape(layer));
        if (product.input() == Plain.ALL) {
            map(product.weights()).forward(a, z, r, run);
        } else {
            Maps part = buffers.like(a);
            InputParts.write(a, function(product.input()), part, run);
            map(product.weights()).forward(part, z, r, run);
            buffers.giveBack(part);
        }
        if (product.weights() == WeightPart.ALL) {
            rescale(z);
        }
        return z;
    }

    private void rescale(Maps maps) {
        if (folded.isScaled()) {
            float[] zero = new float[folded.scale().length];
            Epilogue.bias(zero).thenAffine(folded.scale(), zero).applyToAll(maps, run);
        }
    }

    /** Adds coefficient · wᵀ s of every product to the sum of its input part. */
    private void pullBack(List<Product> products, Maps s, Map<InputPart, Maps> sums) {
        double factor = 1;
        boolean rescaled = false;
        for (Product product : products) {
            if (product.coefficient() != factor) {
                Shares.scale(s, product.coefficient() / factor, run);
                factor = product.coefficient();
            }
            if (product.weights() == WeightPart.ALL && !rescaled) {
                rescale(s);
                rescaled = true;
            }
            Maps sum = sums.get(product.input());
            if (sum != null) {
                map(product.weights()).pullBack(Buffers.whole(s), Buffers.whole(sum), run);
            }
        }
    }
}
