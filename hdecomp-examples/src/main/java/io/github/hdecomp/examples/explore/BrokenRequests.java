package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what is no HTTP request, or too long an address, in the form of all other errors. */
final class BrokenRequests extends ErrorHandler {
    private static final int TOO_LONG = 414;

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String reason,
            @Nullable Throwable cause,
            Callback callback) {
        String message = status == TOO_LONG
                ? "The address is too long; close some of the open decisions, or ask by POST."
                : "This is no request that can be answered (" + reason + "); see /api/openapi.json.";
        ObjectNode body = Json.object();
        body.set("error", Errors.json(new Errors.Answer(status, message)));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(Json.bytes(body)), callback);
    }
}
