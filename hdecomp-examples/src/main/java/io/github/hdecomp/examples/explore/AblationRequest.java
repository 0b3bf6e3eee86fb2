package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Fill;
import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of a layer to switch off.
 *
 * @param picture the name or hash of a picture
 * @param occlude the rectangles of it that are covered; none if null
 * @param tap the layer
 * @param channels its channels
 * @param fill what takes their place: {@code zero}, or {@code mean} for each channel's own mean; zero if null
 * @param decisions what is read beside the classes: decisions above the layer; none if null
 */
record AblationRequest(
        @Nullable String picture,
        @Nullable List<Box> occlude,
        String tap,
        List<Integer> channels,
        @Nullable String fill,
        @Nullable List<String> decisions) {

    @SuppressWarnings("NullAway") // What is missing in JSON arrives as null.
    AblationRequest {
        if (tap == null || channels == null) {
            throw Refusal.badRequest("The request has to name a tap and a list of channels to switch off.");
        }
    }

    Edit edit() {
        return new Edit(channels, fill(fill));
    }

    static Fill fill(@Nullable String name) {
        if (name == null || name.equals("zero")) {
            return new Fill.Zero();
        }
        if (name.equals("mean")) {
            return new Fill.OwnMean();
        }
        throw Refusal.badRequest("fill is '" + name + "', expected zero or mean.");
    }

    Tap layer() {
        return Tap.of(tap);
    }

    /** The classes, then what else is asked for. */
    List<Decision> read(int classes) {
        Stream<Decision> scores = IntStream.range(0, classes).mapToObj(ClassDecision::new);
        return Stream.concat(scores, others().stream()).toList();
    }

    List<Decision> others() {
        return decisions == null
                ? List.of()
                : decisions.stream().map(DecisionText::parse).toList();
    }
}
