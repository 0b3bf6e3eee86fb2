package io.github.hdecomp.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over a JSON text value by value and complains with line and column about what is not as expected. */
final class JsonCursor {
    private final JsonParser parser;
    private final String source;

    JsonCursor(JsonParser parser, String source) {
        this.parser = parser;
        this.source = source;
    }

    /** What to do with one field of an object; the cursor stands on the field's value. */
    @FunctionalInterface
    interface Field {
        void read(String name) throws IOException;
    }

    /** Reads one value of an array; the cursor stands on it. */
    @FunctionalInterface
    interface Item<T> {
        T read() throws IOException;
    }

    void advance() throws IOException {
        parser.nextToken();
    }

    void object(Field field) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
        }
    }

    <T> List<T> array(Item<T> item) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        List<T> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(item.read());
        }
        return items;
    }

    int integer() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    float single() throws IOException {
        number();
        return parser.getFloatValue();
    }

    double real() throws IOException {
        number();
        return parser.getDoubleValue();
    }

    String string() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    <T> T required(@Nullable T value, String field) throws IOException {
        if (value == null) {
            throw complaint("the object that ends here has no field " + field);
        }
        return value;
    }

    IOException complaint(String what) {
        return new IOException(source + ": line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr() + ": " + what);
    }

    private void number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isNumeric()) {
            throw complaint("got " + token + ", expected a number");
        }
    }

    private void expect(JsonToken wanted, String what) throws IOException {
        if (parser.currentToken() != wanted) {
            throw complaint("got " + parser.currentToken() + ", expected " + what);
        }
    }
}
