package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Loops over the relevance of several starts and recorded maps that they all share. */
final class Shares {
    private Shares() {}

    /** A recorded map times a number. */
    record Summand(double factor, Maps values) {}

    /** Σ factor · values + bias, which is kept away from zero. */
    static final class Denominator {
        private final List<Summand> summands;
        private final float[] bias;
        private final float stabilizer;

        /**
         * A denominator.
         *
         * @param summands maps of one shape
         * @param bias one number per channel, or nothing; kept
         * @param stabilizer added with the sign of the sum
         */
        Denominator(List<Summand> summands, float[] bias, double stabilizer) {
            this.summands = summands;
            this.bias = bias;
            this.stabilizer = (float) stabilizer;
        }

        private void load(int offset, int length, float[] z, float[] piece) {
            Arrays.fill(z, 0, length, 0f);
            for (Summand summand : summands) {
                Maps values = summand.values();
                values.data().host().get(values.at() + offset, piece, 0, length);
                Lanes.addScaled((float) summand.factor(), piece, z, length);
            }
            for (int i = 0, c = bias.length == 0 ? 0 : offset % bias.length; i < length && bias.length > 0; i++) {
                z[i] += bias[c];
                c = c + 1 == bias.length ? 0 : c + 1;
            }
        }
    }

    /** s = share · r / stab(z), where z is one map and r has one for each start. */
    static void divide(Maps r, Denominator z, double share, Maps s, Run run) {
        int size = r.size() / r.count();
        Runs.forEach(size, 1, run, (offset, length, scratch) -> {
            z.load(offset, length, scratch.lane(0), scratch.lane(1));
            for (int n = 0; n < r.count(); n++) {
                r.data().host().get(r.at() + n * size + offset, scratch.lane(1), 0, length);
                Lanes.quotient((float) share, scratch.lane(0), z.stabilizer, scratch.lane(1), length);
                s.data().host().put(s.at() + n * size + offset, scratch.lane(1), 0, length);
            }
        });
    }

    /** target = f(a) · t, or target = target + f(a) · t; a is one map. */
    static void weigh(Maps a, InputParts.Function part, Maps t, Maps target, boolean add, Run run) {
        int size = t.size() / t.count();
        Runs.forEach(size, 1, run, (offset, length, scratch) -> {
            a.data().host().get(a.at() + offset, scratch.lane(0), 0, length);
            part.apply(scratch.lane(0), offset, length);
            for (int n = 0; n < t.count(); n++) {
                int at = n * size + offset;
                t.data().host().get(t.at() + at, scratch.lane(1), 0, length);
                Lanes.multiply(scratch.lane(0), scratch.lane(1), length);
                if (add) {
                    target.data().host().get(target.at() + at, scratch.lane(2), 0, length);
                    Lanes.add(scratch.lane(2), scratch.lane(1), length);
                }
                target.data().host().put(target.at() + at, scratch.lane(1), 0, length);
            }
        });
    }

    /** to = to + from. */
    static void add(Maps from, Maps to, Run run) {
        Runs.forEach(from.size(), 1, run, (offset, length, scratch) -> {
            from.data().host().get(from.at() + offset, scratch.lane(0), 0, length);
            to.data().host().get(to.at() + offset, scratch.lane(1), 0, length);
            Lanes.add(scratch.lane(0), scratch.lane(1), length);
            to.data().host().put(to.at() + offset, scratch.lane(1), 0, length);
        });
    }

    /** r = factor · r. */
    static void scale(Maps r, double factor, Run run) {
        Runs.forEach(r.size(), 1, run, (offset, length, scratch) -> {
            r.data().host().get(r.at() + offset, scratch.lane(0), 0, length);
            Lanes.combine((float) factor, scratch.lane(0), scratch.lane(0), length);
            r.data().host().put(r.at() + offset, scratch.lane(0), 0, length);
        });
    }

    /** Whether some start has relevance where the output of a ReLU is 0, so that what was before it cannot be told. */
    static boolean meetsClosed(Maps r, Maps relu, Run run) {
        int size = r.size() / r.count();
        AtomicBoolean meets = new AtomicBoolean();
        Runs.forEach(size, 1, run, (offset, length, scratch) -> {
            relu.data().host().get(relu.at() + offset, scratch.lane(0), 0, length);
            for (int n = 0; n < r.count(); n++) {
                float[] values = scratch.lane(1);
                r.data().host().get(r.at() + n * size + offset, values, 0, length);
                if (Lanes.differsWhereZero(scratch.lane(0), values, length)) {
                    meets.set(true);
                }
            }
        });
        return meets.get();
    }
}
