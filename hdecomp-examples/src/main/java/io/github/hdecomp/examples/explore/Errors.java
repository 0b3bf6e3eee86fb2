package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told of what went wrong: {@code {"error": {"status": 400, "message": "..."}}}. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param message what is wrong and what to do, in a sentence or two
     */
    record Answer(int status, String message) {}

    /** Mistakes of the client say what is wrong with the request; everything else is a defect, whose details stay here. */
    static Answer answer(Exception failure) {
        if (failure instanceof Refusal refusal) {
            return new Answer(refusal.status(), message(refusal));
        }
        if (failure instanceof HttpResponseException response) {
            return new Answer(response.getStatus(), message(response));
        }
        if (failure instanceof IllegalArgumentException) {
            return new Answer(400, message(failure));
        }
        if (failure instanceof ArithmeticException) {
            return new Answer(422, message(failure));
        }
        if (failure instanceof IOException) {
            LOG.debug("a connection broke", failure);
            return new Answer(400, "The connection broke before the request was whole; send it again.");
        }
        if (failure.getCause() instanceof OutOfMemoryError) {
            LOG.warn("not enough memory for a request", failure);
            return new Answer(
                    503, "There is not enough memory for this; take a smaller picture, or start with a larger -Xmx.");
        }
        LOG.error("a defect of this program, please report it", failure);
        return new Answer(500, "A defect of the explorer; what happened is in its output.");
    }

    private static String message(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    static ObjectNode json(Answer answer) {
        return Json.object().put("status", answer.status()).put("message", answer.message());
    }

    static void send(Context context, Exception failure) {
        Answer answer = answer(failure);
        context.status(answer.status());
        if (answer.status() == 503) {
            context.header("Retry-After", "2");
        }
        ObjectNode body = Json.object();
        body.set("error", json(answer));
        Json.answer(context, body);
    }

    /** Addresses that nothing answers to get the same form of answer. */
    static void nothingThere(Context context) {
        if (!"application/json".equals(context.res().getContentType())) {
            send(
                    context,
                    new Refusal(
                            404,
                            "There is nothing at " + context.method() + " " + context.path()
                                    + "; see /api/openapi.json."));
        }
    }
}
