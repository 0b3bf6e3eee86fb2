package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * RISE (Petsiuk et al. 2018, arXiv 1806.07421): the mean of random masks, each weighted with the probability that the
 * network gives the picture under it, 1 / (N p) Σ_i P(x · m_i) m_i. What a mask hides becomes zero after preprocessing, the mean
 * colour. The values keep a background of the mean mask times the mean score, which rankings do not see and energies do.
 *
 * @param masks how many, N, at least 1; 2,000 by default as in the authors' demo (the paper has 4,000 to 8,000)
 * @param cells per side of the grid that masks are enlarged from, at least 1; 8 by default
 * @param probability p that a cell is shown, more than 0 and at most 1; 0.5 by default
 * @param score what is read of a masked picture; the probability by default
 * @param seed of the masks
 */
public record Rise(int masks, int cells, double probability, Score score, long seed) implements JointSaliency {

    /**
     * Checks the ranges.
     *
     * @param masks see above
     * @param cells see above
     * @param probability see above
     * @param score see above
     * @param seed see above
     */
    public Rise {
        if (masks < 1 || cells < 1) {
            throw new IllegalArgumentException("rise: masks " + masks + " and cells " + cells + " must be at least 1");
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("rise: probability " + probability + " must lie in 0 … 1, above 0");
        }
    }

    /**
     * 2,000 masks of 8 by 8 cells, half of which are shown, seed 0.
     *
     * @return the defaults
     */
    public static Rise defaults() {
        return new Rise(2000, 8, 0.5, Score.PROBABILITY, 0);
    }

    @Override
    public String name() {
        return "rise";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Shape input = tape.model().spec().input();
        List<MaskedRuns.Votes> votes = targets.stream()
                .map(target -> new MaskedRuns.Votes(input.height() * input.width()))
                .toList();
        new MaskedRuns(tape, new TargetScores(tape, targets, score))
                .run(masks, new RiseMasks(cells, probability, seed, input), (first, made, scores) -> {
                    for (int t = 0; t < votes.size(); t++) {
                        votes.get(t).add(made, MaskedRuns.column(scores, t));
                    }
                });
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < votes.size(); t++) {
            double[] map = votes.get(t).sums();
            for (int i = 0; i < map.length; i++) {
                map[i] /= masks * probability;
            }
            Findings findings = new Findings(name(), targets.get(t), Tap.INPUT, new Cost(masks, 0));
            attributions.add(findings.places(Planes.plane(input, map)));
        }
        return attributions;
    }
}
