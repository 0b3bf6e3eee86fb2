package io.github.hdecomp.nd4j;

import static io.github.hdecomp.nd4j.layer.NaiveRelevance.general;

import io.github.hdecomp.nd4j.layer.NaiveRelevance.Rule;
import io.github.hdecomp.relevance.RelevanceRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The relevance rules as algebra on dense matrices, written down apart from the declarations that they test. */
final class MatrixRules {
    private static final double TINY = 1e-9;

    private MatrixRules() {}

    /** Every declaration with what it must come to. */
    static Map<RelevanceRule, Rule> all() {
        Map<RelevanceRule, Rule> all = new LinkedHashMap<>();
        all.put(RelevanceRule.z(), epsilon(TINY));
        all.put(RelevanceRule.epsilon(1e-6), epsilon(1e-6));
        all.put(RelevanceRule.epsilon(0.25), epsilon(0.25));
        all.put(RelevanceRule.gamma(0.25), gamma(0.25));
        all.put(RelevanceRule.zPlus(), alphaBeta(1, 0, false));
        all.put(RelevanceRule.alphaBeta(1, 0), alphaBeta(1, 0, true));
        all.put(RelevanceRule.alphaBeta(2, 1), alphaBeta(2, 1, true));
        all.put(RelevanceRule.wSquare(), unweighted(w -> w * w));
        all.put(RelevanceRule.flat(), unweighted(w -> w == 0 ? 0 : 1));
        all.put(RelevanceRule.zBox(-1.5, 2), box(-1.5, 2));
        all.put(RelevanceRule.epsilon(0.25).opposed(), (w, b, a, r) -> {
            double[] minus = b.clone();
            Arrays.setAll(minus, j -> -b[j]);
            return epsilon(0.25).apply(each(w, v -> -v), minus, a, r);
        });
        all.put(
                RelevanceRule.zPlus().opposed(),
                (w, b, a, r) -> alphaBeta(1, 0, false).apply(each(w, v -> -v), b, a, r));
        return all;
    }

    static Rule epsilon(double epsilon) {
        return (w, b, a, r) -> general(w, stabilized(sums(w, a, b), epsilon), a, r);
    }

    static Rule gamma(double gamma) {
        return (w, b, a, r) -> {
            double[][] more = each(w, v -> v + gamma * Math.max(v, 0));
            double[] bias = b.clone();
            Arrays.setAll(bias, j -> b[j] + gamma * Math.max(b[j], 0));
            return general(more, stabilized(sums(more, a, bias), TINY), a, r);
        };
    }

    /** Shares p_ij / Σ p_ij of positive and n_ij / Σ n_ij of negative contributions. */
    static Rule alphaBeta(double alpha, double beta, boolean bias) {
        return (w, b, a, r) -> {
            double[] received = new double[a.length];
            share(w, b, a, r, alpha, Math::max, bias, received);
            share(w, b, a, r, -beta, Math::min, bias, received);
            return received;
        };
    }

    private static void share(
            double[][] w,
            double[] b,
            double[] a,
            double[] r,
            double factor,
            DoubleBinaryOperator sign,
            boolean bias,
            double[] received) {
        for (int j = 0; j < r.length; j++) {
            double sum = bias ? sign.applyAsDouble(b[j], 0) : 0;
            for (int i = 0; i < a.length; i++) {
                sum += sign.applyAsDouble(a[i] * w[j][i], 0);
            }
            for (int i = 0; i < a.length && sum != 0; i++) {
                double stabilized = sum + TINY * Math.signum(sum);
                received[i] += factor * sign.applyAsDouble(a[i] * w[j][i], 0) / stabilized * r[j];
            }
        }
    }

    private static Rule unweighted(DoubleUnaryOperator weight) {
        return (w, b, a, r) -> {
            double[] ones = new double[a.length];
            Arrays.fill(ones, 1);
            double[][] changed = each(w, weight);
            return general(changed, stabilized(sums(changed, ones, new double[r.length]), TINY), ones, r);
        };
    }

    static Rule box(double low, double high) {
        return (w, b, a, r) -> {
            double[] received = new double[a.length];
            for (int j = 0; j < r.length; j++) {
                double sum = 0;
                for (int i = 0; i < a.length; i++) {
                    sum += boxed(a[i], w[j][i], low, high);
                }
                for (int i = 0; i < a.length && sum != 0; i++) {
                    received[i] += boxed(a[i], w[j][i], low, high) / (sum + TINY) * r[j];
                }
            }
            return received;
        };
    }

    private static double boxed(double x, double w, double low, double high) {
        return x * w - low * Math.max(w, 0) - high * Math.min(w, 0);
    }

    private static double[][] each(double[][] w, DoubleUnaryOperator function) {
        double[][] changed = new double[w.length][];
        for (int j = 0; j < w.length; j++) {
            changed[j] = Arrays.stream(w[j]).map(function).toArray();
        }
        return changed;
    }

    private static double[] sums(double[][] w, double[] x, double[] bias) {
        double[] sums = bias.clone();
        for (int j = 0; j < sums.length; j++) {
            for (int i = 0; i < x.length; i++) {
                sums[j] += w[j][i] * x[i];
            }
        }
        return sums;
    }

    private static double[] stabilized(double[] z, double epsilon) {
        double[] stabilized = z.clone();
        Arrays.setAll(stabilized, j -> z[j] + epsilon * Math.signum(z[j]));
        return stabilized;
    }
}
