package io.github.hdecomp.metric;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether the map's largest value lies on an object of the class (Zhang et al., Top-down neural attention by excitation
 * backprop, 2016), by the rules of TorchRay: the map is enlarged to the picture, a point nearer than the tolerance to the
 * object is a hit, and what is reported is the mean over classes. Pairs of picture and class whose objects are all marked as
 * difficult do not count.
 *
 * @param tolerance how near, in pixels of the original picture: hits lie strictly nearer; 0 or 1 for the object itself
 * @param ties what counts where several places share the largest value
 * @param subset which pictures count
 * @param smoothing the standard deviation of a Gaussian that the map is smoothed by first, as a share of the picture's longer
 *     side; 0 for none. TorchRay takes 0.02 for gradients.
 */
public record PointingGame(int tolerance, Ties ties, Subset subset, double smoothing) implements Metric {

    /** What counts where several places share the largest value. */
    public enum Ties {
        /** The first of them in row-major order, as in TorchRay. */
        FIRST,
        /** Any of them on the object is a hit, as in Quantus. */
        ANY
    }

    /** Which pictures count. */
    public enum Subset {
        /** All. */
        ALL,
        /** Those with small objects and others beside them; see {@link GroundTruth#difficult}. */
        DIFFICULT
    }

    /**
     * Checks the ranges.
     *
     * @param tolerance see above
     * @param ties see above
     * @param subset see above
     * @param smoothing see above
     */
    public PointingGame {
        if (tolerance < 0 || !(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("pointing game: tolerance " + tolerance + " and smoothing " + smoothing
                    + ", expected a tolerance of 0 or more and a smoothing from 0 to 1");
        }
    }

    /**
     * A tolerance of 15 pixels, the first of equal places, all pictures, no smoothing.
     *
     * @return the defaults
     */
    public static PointingGame defaults() {
        return new PointingGame(15, Ties.FIRST, Subset.ALL, 0);
    }

    /**
     * The same for some pictures only.
     *
     * @param counted which
     * @return the metric
     */
    public PointingGame withSubset(Subset counted) {
        return new PointingGame(tolerance, ties, counted, smoothing);
    }

    /**
     * The same with another tolerance.
     *
     * @param pixels of the original picture
     * @return the metric
     */
    public PointingGame withTolerance(int pixels) {
        return new PointingGame(pixels, ties, subset, smoothing);
    }

    @Override
    public String name() {
        return subset == Subset.ALL ? "pointing-game" : "pointing-game-difficult";
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public Range range() {
        return Range.PER_CENT;
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.OBJECT);
    }

    @Override
    public Effort effort(Shape input) {
        return Effort.NONE;
    }

    @Override
    public Averaging averaging() {
        return Averaging.OVER_CLASSES;
    }

    /** 100 for a hit, 0 for a miss; by chance, the part of the picture that would be hit. */
    @Override
    public Score score(Explanation explanation) {
        GroundTruth object = explanation.object(this);
        if (object.ignored()) {
            return Score.undefined("all objects of the class are marked as difficult");
        }
        if (subset == Subset.DIFFICULT && !object.difficult()) {
            return Score.undefined("the picture is not of the difficult subset");
        }
        if (object.mask().area() == 0) {
            return Score.undefined("no object lies in the part of the picture that the network sees");
        }
        Mask hits = object.mask().dilate(tolerance);
        Tensor map = Gaussian.smooth(explanation.map(hits.size()), smoothing);
        Score score = Score.of(hit(map, hits) ? 100 : 0, 100 * hits.share());
        return Ranking.isConstant(map) ? score.remarked("the map is constant, so that it points nowhere") : score;
    }

    private boolean hit(Tensor map, Mask hits) {
        int first = Ranking.first(map);
        if (ties == Ties.FIRST) {
            return hits.contains(first);
        }
        for (int i = first; i < map.size(); i++) {
            if (map.get(i) == map.get(first) && hits.contains(i)) {
                return true;
            }
        }
        return false;
    }
}
