package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hdecomp.tensor.Tensor;

/**
 * What a file of results keeps of a tensor: how many values, their sum, that of their squares, the smallest and the largest, and
 * the values at some places.
 */
record Digest(JsonNode json) {

    /**
     * Compares a tensor with it.
     *
     * @param what named where they differ
     * @param actual the tensor
     * @param tolerance of a value, relative to the largest magnitude
     */
    void assertClose(String what, Tensor actual, double tolerance) {
        int size = 1;
        for (JsonNode extent : json.get("shape")) {
            size *= extent.asInt();
        }
        assertThat(actual.size()).as(what).isEqualTo(size);
        double min = number("min");
        double max = number("max");
        double scale = Math.max(Math.abs(min), Math.abs(max));
        for (int i = 0; i < json.get("sample_index").size(); i++) {
            int index = json.get("sample_index").get(i).asInt();
            assertThat((double) actual.get(index))
                    .as("%s at %d", what, index)
                    .isCloseTo(json.get("sample_value").get(i).asDouble(), offset(tolerance * scale));
        }
        double sum = 0;
        double squares = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double value = actual.get(i);
            sum += value;
            squares += value * value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).as("%s, smallest", what).isCloseTo(min, offset(tolerance * scale));
        assertThat(most).as("%s, largest", what).isCloseTo(max, offset(tolerance * scale));
        double magnitude = Math.sqrt(number("sumsq"));
        assertThat(sum).as("%s, sum", what).isCloseTo(number("sum"), offset(tolerance * magnitude * Math.sqrt(size)));
        assertThat(Math.sqrt(squares)).as("%s, norm", what).isCloseTo(magnitude, offset(tolerance * magnitude));
    }

    private double number(String name) {
        return json.get(name).asDouble();
    }
}
