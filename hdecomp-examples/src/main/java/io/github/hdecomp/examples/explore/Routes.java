package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.tree.EvidenceTree;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients can ask for, as {@code docs/explorer-api.json} describes it. */
final class Routes {
    private final Sessions sessions;
    private final Upload upload;
    private final byte[] network;
    private final int mostNodes;

    Routes(Sessions sessions, Upload upload, byte[] network, int mostNodes) {
        this.sessions = sessions;
        this.upload = upload;
        this.network = network;
        this.mostNodes = mostNodes;
    }

    /** Which picture, and which classes to tell of beside the most probable ones. */
    record PredictionRequest(
            @Nullable String picture,
            @Nullable List<Box> occlude,
            @Nullable Set<Integer> classes) {}

    void add(RoutesConfig routes) {
        routes.get(
                "/api/network",
                context -> context.contentType("application/json").result(network));
        routes.post("/api/pictures", upload::handle);
        routes.get("/api/picture.png", this::picture);
        routes.get("/api/sharp.png", this::sharp);
        routes.post("/api/prediction", this::prediction);
        routes.post("/api/tree", this::tree);
        routes.post("/api/export/{format}", this::export);
        routes.post("/api/place", this::place);
        routes.post("/api/channel", this::channel);
        routes.post("/api/ablation", this::ablation);
        routes.post("/api/ranking", this::ranking);
    }

    private Session session(Context context) {
        return sessions.of(context.queryParam("picture"), Boxes.parse(context.queryParam("occlude")));
    }

    private void picture(Context context) throws Exception {
        Session session = session(context);
        png(context, sessions.work(() -> Drawings.picture(session)));
    }

    private void sharp(Context context) throws Exception {
        Session session = session(context);
        String decision = context.queryParam("decision");
        if (decision == null) {
            throw Refusal.badRequest("The request names no decision.");
        }
        png(context, sessions.work(() -> Drawings.sharp(session, DecisionText.parse(decision))));
    }

    private static void png(Context context, byte[] picture) {
        context.header("Cache-Control", "private, max-age=600")
                .contentType("image/png")
                .result(picture);
    }

    private void prediction(Context context) throws Exception {
        PredictionRequest request = Json.body(context, PredictionRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        Set<Integer> more = request.classes() == null ? Set.of() : request.classes();
        ArrayNode classes =
                sessions.work(() -> session.with(exploration -> Predictions.json(exploration.prediction(), more)));
        ObjectNode answer = Json.object();
        answer.set("classes", classes);
        Json.answer(context, answer);
    }

    private void tree(Context context) throws Exception {
        WalkRequest request = Json.body(context, WalkRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        Stream.answer(context, sessions, progress -> {
            EvidenceTree tree = new Walk(session, request, mostNodes).grow(progress);
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            new JsonExporter().write(tree, json);
            return json.toByteArray();
        });
    }

    private void export(Context context) throws Exception {
        ExportFormat format = ExportFormat.of(context.pathParam("format"));
        WalkRequest request = Json.body(context, WalkRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        byte[] file = sessions.work(() -> {
            EvidenceTree tree = new Walk(session, request, mostNodes).grow(Progress.NONE);
            return format.write(session, tree);
        });
        context.header("Content-Disposition", "attachment; filename=\"" + format.fileName() + "\"")
                .contentType(format.type())
                .result(file);
    }

    private void place(Context context) throws Exception {
        PlaceRequest request = Json.body(context, PlaceRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        Json.answer(context, sessions.work(() -> Place.of(session, request)));
    }

    private void channel(Context context) throws Exception {
        ChannelRequest request = Json.body(context, ChannelRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        Json.answer(context, sessions.work(() -> Channel.of(session, request)));
    }

    private void ablation(Context context) throws Exception {
        AblationRequest request = Json.body(context, AblationRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        Json.answer(context, sessions.work(() -> Ablation.of(session, request)));
    }

    private void ranking(Context context) throws Exception {
        RankingRequest request = Json.body(context, RankingRequest.class);
        Session session = sessions.of(request.picture(), request.occlude());
        Stream.answer(context, sessions, progress -> Json.bytes(Ranking.of(session, request, progress)));
    }
}
