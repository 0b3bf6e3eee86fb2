package io.github.hdecomp.examples.explore;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rectangles in an address: {@code row,column,height,width}, several joined by {@code ;}. */
final class Boxes {
    private static final Pattern BOXES = Pattern.compile("\\d{1,5}(,\\d{1,5}){3}(;\\d{1,5}(,\\d{1,5}){3}){0,63}");

    private Boxes() {}

    static List<Box> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        if (!BOXES.matcher(text).matches()) {
            throw Refusal.badRequest(
                    "occlude is '" + text + "', expected row,column,height,width, several of them joined by ';'.");
        }
        return Arrays.stream(text.split(";", -1)).map(Boxes::box).toList();
    }

    private static Box box(String text) {
        int[] numbers =
                Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        return new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
