package io.github.hdecomp.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The existing names closest to one that does not exist, for messages that end in "nearest: …". */
public final class Suggestions {
    private Suggestions() {}

    /**
     * The names with the smallest edit distance (Levenshtein 1966: insertions, deletions, substitutions).
     *
     * @param wanted the name that was asked for
     * @param existing the names there are
     * @param most how many to return at the most
     * @return nearest first; ties in the order of {@code existing}
     */
    public static List<String> nearest(String wanted, Collection<String> existing, int most) {
        return existing.stream()
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(most)
                .toList();
    }

    /**
     * The three nearest names as the end of a sentence.
     *
     * @param wanted the name that was asked for
     * @param existing the names there are
     * @return such as {@code nearest: features.28, features.29, features.30}, or {@code there are none}
     */
    public static String sentence(String wanted, Collection<String> existing) {
        return existing.isEmpty()
                ? "there are none"
                : nearest(wanted, existing, 3).stream().collect(Collectors.joining(", ", "nearest: ", ""));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
