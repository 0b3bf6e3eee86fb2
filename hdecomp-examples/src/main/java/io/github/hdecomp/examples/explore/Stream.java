package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer to long work, as lines of JSON: how far it has come after every step, then the result or an error. A client that goes
 * away cancels the work, since the next line does not reach it.
 */
final class Stream implements Progress {
    static final String TYPE = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(Stream.class);

    private final OutputStream out;

    private Stream(OutputStream out) {
        this.out = out;
    }

    /** Long work, which reports how far it has come. */
    @FunctionalInterface
    interface Work {
        /** The result as JSON in one line, under the name {@code result}. */
        byte[] run(Progress progress) throws Exception;
    }

    /** Answers with lines where the client asks for them, else with the result alone. */
    static void answer(Context context, Sessions sessions, Work work) throws Exception {
        String accept = context.header("Accept");
        if (accept == null || !accept.contains(TYPE)) {
            byte[] result = sessions.work(() -> work.run(Progress.NONE));
            context.contentType("application/json").result(result);
            return;
        }
        context.contentType(TYPE);
        // Written by hand, so that each line goes out at once.
        Stream stream = new Stream(context.res().getOutputStream());
        try {
            sessions.work(() -> {
                stream.at(0, 0);
                byte[] result = work.run(stream);
                stream.line("{\"result\":", result);
                return result;
            });
        } catch (Cancelled gone) {
            LOG.debug("a client went away", gone);
        } catch (Exception failed) {
            Errors.Answer answer = Errors.answer(failed);
            stream.line("{\"error\":", Json.bytes(Errors.json(answer)));
        }
    }

    @Override
    public void at(int done, int total) throws Cancelled {
        ObjectNode progress = Json.object().put("done", done).put("total", total);
        try {
            line("{\"progress\":", Json.bytes(progress));
        } catch (IOException gone) {
            throw new Cancelled(gone);
        }
    }

    private void line(String start, byte[] value) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(value.length + start.length() + 2);
        line.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        for (byte character : value) {
            // Line breaks in JSON stand between tokens only.
            if (character != '\n') {
                line.write(character);
            }
        }
        line.write('}');
        line.write('\n');
        line.writeTo(out);
        out.flush();
    }
}
