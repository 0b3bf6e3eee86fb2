package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.graph.PullBack.Neuron;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Region;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sum of some values, each with its weight.
 *
 * @param terms the values
 */
public record SumSeed(List<Term> terms) implements Seed {

    @Override
    public Map<Integer, Region> regions() {
        Map<Integer, Region> regions = new TreeMap<>();
        for (Term term : terms) {
            Neuron neuron = term.neuron();
            regions.merge(term.layer(), new Region(neuron.y(), neuron.x(), 1, 1), Region::cover);
        }
        return regions;
    }

    @Override
    public void addTo(int layer, Maps cotangents, int patch, int y, int x) {
        for (Term term : terms) {
            if (term.layer() == layer) {
                Neuron neuron = term.neuron();
                int at = cotangents.index(patch, neuron.y() - y, neuron.x() - x) + neuron.channel();
                float before = cotangents.data().host().get(at);
                cotangents.data().host().put(at, before + (float) term.weight());
            }
        }
    }
}
