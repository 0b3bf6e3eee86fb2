package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the network says when channels are switched off, from the recorded pass. */
final class Ablation {
    private Ablation() {}

    static ObjectNode of(Session session, AblationRequest request) {
        return session.with(exploration -> replayed(exploration, request));
    }

    private static ObjectNode replayed(Exploration exploration, AblationRequest request) {
        int classes = exploration.model().classes();
        Replay replay = exploration.tape().replay(request.layer(), List.of(request.edit()), request.read(classes));
        float[] logits = new float[classes];
        replay.edited().copyTo(0, logits, 0, classes);
        Prediction before = exploration.prediction();
        Prediction after = new Prediction(Tensor.adopt(Shape.of(classes), logits), before.labels());
        ObjectNode answer = Json.object();
        answer.set("before", Predictions.json(before, top(after)));
        answer.set("after", Predictions.json(after, top(before)));
        ArrayNode values = answer.putArray("decisions");
        List<Decision> others = request.others();
        for (int i = 0; i < others.size(); i++) {
            values.addObject()
                    .put("decision", DecisionText.of(others.get(i)))
                    .put("before", replay.original(classes + i))
                    .put("after", replay.value(0, classes + i));
        }
        return answer;
    }

    private static Set<Integer> top(Prediction prediction) {
        return prediction.top(5).stream().map(Prediction.Candidate::classId).collect(Collectors.toSet());
    }
}
