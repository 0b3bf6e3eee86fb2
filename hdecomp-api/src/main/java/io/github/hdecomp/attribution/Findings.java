package io.github.hdecomp.attribution;

import io.github.hdecomp.attribution.Attribution.Kind;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a method found for one target, with a word on why it found nothing where that is so. */
final class Findings {
    private final String method;
    private final Decision target;
    private final Tap tap;
    private final Cost cost;

    Findings(String method, Decision target, Tap tap, Cost cost) {
        this.method = method;
        this.target = target;
        this.tap = tap;
        this.cost = cost;
    }

    /** A value for every cell of the layer. */
    Attribution cells(Tensor values) {
        return of(Kind.CELLS, values, OptionalDouble.empty(), whenZero(values));
    }

    /** The same with the amount by which their sum misses what it should be. */
    Attribution cells(Tensor values, double error) {
        return of(Kind.CELLS, values, OptionalDouble.of(error), whenZero(values));
    }

    /** A value for every cell, with a remark of the method's own. */
    Attribution cells(Tensor values, Optional<String> remark) {
        return of(Kind.CELLS, values, OptionalDouble.empty(), remark.or(() -> whenZero(values)));
    }

    /** A value for every place. */
    Attribution places(Tensor values) {
        return of(Kind.PLACES, values, OptionalDouble.empty(), whenZero(values));
    }

    /** The positive part of a map of places. */
    Attribution positivePlaces(Tensor values) {
        Tensor positive = Planes.positive(values);
        Optional<String> remark = Planes.isZero(values) ? whenZero(values) : whenNotPositive(positive);
        return of(Kind.PLACES, positive, OptionalDouble.empty(), remark);
    }

    /** A map of places whose negative parts have been cut off before. */
    Attribution cutPlaces(Tensor positive) {
        return of(Kind.PLACES, positive, OptionalDouble.empty(), whenNotPositive(positive));
    }

    private Optional<String> whenNotPositive(Tensor positive) {
        return Planes.isZero(positive)
                ? Optional.of("no place of " + tap + " speaks for the decision: the map is negative or zero everywhere")
                : Optional.empty();
    }

    /** A value for every place, with a remark of the method's own. */
    Attribution places(Tensor values, Optional<String> remark) {
        return of(Kind.PLACES, values, OptionalDouble.empty(), remark.or(() -> whenZero(values)));
    }

    private Optional<String> whenZero(Tensor values) {
        return Planes.isZero(values)
                ? Optional.of("all values are zero: nothing of " + tap + " moves the decision")
                : Optional.empty();
    }

    private Attribution of(Kind kind, Tensor values, OptionalDouble error, Optional<String> remark) {
        return new Attribution(method, target, tap, kind, values, cost, error, remark);
    }
}
