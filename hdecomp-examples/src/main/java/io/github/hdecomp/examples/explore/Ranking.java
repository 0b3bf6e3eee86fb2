package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Fill;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Switches off every channel of a layer, one after the other, and ranks them by what the decision loses. */
final class Ranking {
    /** How many edits run as one batch; a batch is also what cannot be cancelled. */
    private static final int BATCH = 32;

    private Ranking() {}

    private record Worth(int channel, double drop) {}

    static ObjectNode of(Session session, RankingRequest request, Progress progress) throws Progress.Cancelled {
        Tap tap = Tap.of(request.tap());
        Decision decision = DecisionText.parse(request.decision());
        Fill fill = AblationRequest.fill(request.fill());
        int channels = session.model().layer(tap).output().channels();
        List<Worth> worths = new ArrayList<>();
        for (int from = 0; from < channels; from += BATCH) {
            int start = from;
            List<Edit> edits = IntStream.range(from, Math.min(from + BATCH, channels))
                    .mapToObj(channel -> new Edit(List.of(channel), fill))
                    .toList();
            Replay replay = session.with(exploration -> exploration.tape().replay(tap, edits, List.of(decision)));
            IntStream.range(0, edits.size()).forEach(i -> worths.add(new Worth(start + i, replay.drop(i, 0))));
            progress.at(start + edits.size(), channels);
        }
        worths.sort(Comparator.comparingDouble(worth -> -worth.drop()));
        ObjectNode answer = Json.object()
                .put(
                        "value",
                        session.<Float>with(exploration -> exploration.tape().value(decision)));
        ArrayNode ranked = answer.putArray("channels");
        worths.forEach(
                worth -> ranked.addObject().put("channel", worth.channel()).put("drop", worth.drop()));
        return answer;
    }
}
