package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.model.Prediction;
import java.util.List;
import java.util.Set;

/** Predictions as JSON. */
final class Predictions {
    private static final int TOP = 5;

    private Predictions() {}

    /** The most probable classes, and beside them those of {@code more}; best first. */
    static ArrayNode json(Prediction prediction, Set<Integer> more) {
        int count = prediction.logits().size();
        for (int classId : more) {
            if (classId < 0 || classId >= count) {
                throw Refusal.badRequest("There is no class " + classId + "; classes are 0 to " + (count - 1) + ".");
            }
        }
        ArrayNode classes = Json.object().putArray("classes");
        List<Prediction.Candidate> all = prediction.top(count);
        for (int rank = 0; rank < all.size(); rank++) {
            Prediction.Candidate candidate = all.get(rank);
            if (rank < TOP || more.contains(candidate.classId())) {
                classes.add(json(candidate, rank));
            }
        }
        return classes;
    }

    private static ObjectNode json(Prediction.Candidate candidate, int rank) {
        return Json.object()
                .put("classId", candidate.classId())
                .put("label", candidate.label())
                .put("rank", rank)
                .put("logit", candidate.logit())
                .put("probability", candidate.probability());
    }
}
