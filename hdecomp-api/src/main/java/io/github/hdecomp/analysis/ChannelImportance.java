package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How much each channel of some layers matters for a class, as one method sees it. */
public interface ChannelImportance {

    /**
     * The method's name.
     *
     * @return lower case words joined by hyphens
     */
    String name();

    /**
     * The importance of all channels.
     *
     * @param tape a recorded picture
     * @param target the class
     * @param topDown the layers, the highest first
     * @return by layer, one number per channel, the largest for the most important
     */
    Map<Tap, double[]> of(Tape tape, ClassDecision target, List<Tap> topDown);

    /** What part of a decision's importance each of its selected channels gets. */
    enum HandedDown {
        /** Its part of the contributions of the selected channels: all of the importance is handed down. */
        SHARE_OF_SELECTED,
        /** Its share, which is its part of all positive contributions: what is not selected keeps its part. */
        SHARE,
        /** Its contribution itself, so that importances are products of contributions. */
        CONTRIBUTION
    }

    /**
     * Importance that is handed down the tree (Cheng et al., Fig. 10): a channel's is the sum, over the decisions above that
     * lead to it, of theirs times what they hand down to it. Channels that no decision selects have none. The paper only says
     * that importance is propagated.
     *
     * @param children how many channels of each decision are selected, at most
     * @param perLevel how many decisions are decomposed per level, at most: the most important
     * @param handedDown what part each selected channel gets
     */
    record Propagated(int children, int perLevel, HandedDown handedDown) implements ChannelImportance {

        /**
         * Checks the ranges.
         *
         * @param children see above
         * @param perLevel see above
         * @param handedDown see above
         */
        public Propagated {
            if (children < 1 || perLevel < 1) {
                throw new IllegalArgumentException("propagated importance: children " + children
                        + " and decisions per level " + perLevel + ", expected at least one of each");
            }
        }

        /**
         * Sixteen channels of each decision, sixty-four decisions per level, all of the importance handed down.
         *
         * @return the defaults
         */
        public static Propagated defaults() {
            return new Propagated(16, 64, HandedDown.SHARE_OF_SELECTED);
        }

        @Override
        public String name() {
            return "gap";
        }

        @Override
        public Map<Tap, double[]> of(Tape tape, ClassDecision target, List<Tap> topDown) {
            Map<Tap, double[]> importance = new LinkedHashMap<>();
            Map<Decision, Double> level = Map.of(target, 1.0);
            for (Tap tap : topDown) {
                double[] channels = new double[tape.model().layer(tap).output().channels()];
                Map<Decision, Double> next = new HashMap<>();
                for (Decomposition decomposition :
                        GradientActivationPropagation.decompose(tape, List.copyOf(level.keySet()), tap)) {
                    double above = level.getOrDefault(decomposition.decision(), 0.0);
                    List<Integer> selected =
                            decomposition.activated().stream().limit(children).toList();
                    double whole = whole(decomposition, selected);
                    for (int channel : selected) {
                        double part = above * decomposition.contribution(channel) / whole;
                        channels[channel] += part;
                        next.merge(decomposition.peak(channel), part, Double::sum);
                    }
                }
                importance.put(tap, channels);
                level = strongest(next);
            }
            return importance;
        }

        /** What contributions are divided by. */
        private double whole(Decomposition decomposition, List<Integer> selected) {
            return switch (handedDown) {
                case SHARE_OF_SELECTED ->
                    selected.stream().mapToDouble(decomposition::contribution).sum();
                case SHARE -> decomposition.positiveContribution();
                case CONTRIBUTION -> 1;
            };
        }

        /** Equal ones in the order of their names, so that results do not depend on hash codes. */
        private Map<Decision, Double> strongest(Map<Decision, Double> decisions) {
            Map<Decision, Double> kept = new LinkedHashMap<>();
            decisions.entrySet().stream()
                    .sorted(Comparator.comparingDouble((Map.Entry<Decision, Double> entry) -> -entry.getValue())
                            .thenComparing(entry -> entry.getKey().toString()))
                    .limit(perLevel)
                    .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
            return kept;
        }
    }

    /**
     * A saliency method at each layer, its values summed over positions.
     *
     * @param name the method's name
     * @param method the method at a layer
     */
    record Summed(String name, Function<Tap, Saliency> method) implements ChannelImportance {
        @Override
        public Map<Tap, double[]> of(Tape tape, ClassDecision target, List<Tap> topDown) {
            Map<Tap, double[]> importance = new LinkedHashMap<>();
            for (Tap tap : topDown) {
                Tensor values = method.apply(tap).explain(tape, target).values();
                int channels = tape.model().layer(tap).output().channels();
                int cells = values.size() / channels;
                importance.put(
                        tap,
                        IntStream.range(0, channels)
                                .mapToDouble(channel -> Features.sum(values, channel * cells, cells))
                                .toArray());
            }
            return importance;
        }

        /** With the method's parameters, so that runs with other ones are told apart. */
        @Override
        public String toString() {
            return name + " by " + method.apply(Tap.of("each-layer"));
        }
    }

    /**
     * Numbers drawn at random, to compare with.
     *
     * @param seed of the numbers, which are the same for all pictures
     */
    record AtRandom(long seed) implements ChannelImportance {
        @Override
        public String name() {
            return "random";
        }

        @Override
        public Map<Tap, double[]> of(Tape tape, ClassDecision target, List<Tap> topDown) {
            Random random = new Random(seed);
            Map<Tap, double[]> importance = new LinkedHashMap<>();
            for (Tap tap : topDown) {
                int channels = tape.model().layer(tap).output().channels();
                importance.put(tap, random.doubles(channels).toArray());
            }
            return importance;
        }
    }
}
