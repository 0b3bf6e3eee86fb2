package io.github.hdecomp.attribution;

import io.github.hdecomp.attribution.Attribution.Kind;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds relevance against relevance.
 *
 * @param method the name of the method
 * @param contrast how
 * @param positive whether negative values are set to zero
 * @param cost what both took
 */
record ContrastiveRelevance(String method, Contrast contrast, boolean positive, Cost cost) {

    Attribution of(Decision target, Relevance signal, Relevance dual) {
        Tensor a = signal.at(Tap.INPUT);
        Tensor b = dual.at(Tap.INPUT);
        double signalSum = signal.total();
        double dualSum = dual.total();
        boolean shares = contrast == Contrast.SHARES;
        if (shares && (signalSum == 0 || dualSum == 0)) {
            String which = signalSum == 0 ? "the decision's relevance" : "the relevance of what it is contrasted with";
            return attribution(
                    target,
                    Tensor.adopt(a.shape(), new float[a.size()]),
                    OptionalDouble.empty(),
                    Optional.of("all values are zero: " + which + " adds up to zero and has no shares"));
        }
        float[] values = new float[a.size()];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double value = shares ? a.get(i) / signalSum - b.get(i) / dualSum : (double) a.get(i) - b.get(i);
            sum += (float) value;
            values[i] = (float) (positive ? Math.max(value, 0) : value);
        }
        Tensor contrasted = Tensor.adopt(a.shape(), values);
        return attribution(
                target, contrasted, shares ? OptionalDouble.of(sum) : OptionalDouble.empty(), remark(a, b, contrasted));
    }

    private static Optional<String> remark(Tensor a, Tensor b, Tensor contrasted) {
        if (!Planes.isZero(contrasted)) {
            return Optional.empty();
        }
        return Optional.of(
                Planes.isZero(a) && Planes.isZero(b)
                        ? "all values are zero: neither the decision nor what it is contrasted with has relevance"
                        : "all values are zero: the decision has no more relevance anywhere than what it is contrasted"
                                + " with; rules that tell the signs of weights, such as clrp-vgg, may tell them apart");
    }

    private Attribution attribution(Decision target, Tensor values, OptionalDouble error, Optional<String> remark) {
        return new Attribution(method, target, Tap.INPUT, Kind.CELLS, values, cost, error, remark);
    }
}
