package io.github.hdecomp.data;

import io.github.hdecomp.text.Suggestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The names by which pictures tell their classes. A class is found by its whole name, by the WordNet id in front of it, by what
 * follows that id (blanks may be underscores), or by its number.
 */
public final class ClassNames {
    private static final Pattern WORD_NET_ID = Pattern.compile("n\\d{8}");

    private final List<String> names;
    private final Map<String, Integer> byName = new HashMap<>();

    private ClassNames(List<String> names) {
        this.names = List.copyOf(names);
        for (int id = 0; id < names.size(); id++) {
            String name = names.get(id).strip();
            byName.putIfAbsent(name, id);
            String[] parts = name.split("\\s+", 2);
            if (parts.length == 2 && WORD_NET_ID.matcher(parts[0]).matches()) {
                byName.putIfAbsent(parts[0], id);
                byName.putIfAbsent(parts[1], id);
            }
        }
    }

    /**
     * Names in the order of classes.
     *
     * @param names one per class, such as {@code tabby} or {@code n02123045 tabby}
     * @return the names
     */
    public static ClassNames of(List<String> names) {
        return new ClassNames(names);
    }

    /**
     * No names: classes are told by number alone.
     *
     * @return an empty list
     */
    public static ClassNames none() {
        return new ClassNames(List.of());
    }

    /**
     * Whether there are none.
     *
     * @return true if classes are told by number alone
     */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * The names.
     *
     * @return in the order of classes
     */
    public List<String> names() {
        return names;
    }

    /**
     * The class of a name.
     *
     * @param name a name, WordNet id or number
     * @return the class, empty if there is none
     */
    public OptionalInt find(String name) {
        Integer known = byName.get(name);
        known = known == null ? byName.get(name.replace('_', ' ')) : known;
        if (known != null) {
            return OptionalInt.of(known);
        }
        if (name.matches("\\d{1,9}")) {
            int number = Integer.parseInt(name);
            return names.isEmpty() || number < names.size() ? OptionalInt.of(number) : OptionalInt.empty();
        }
        return OptionalInt.empty();
    }

    /**
     * The class that the name of a file begins with, as in {@code n02123045_tabby.JPEG}.
     *
     * @param file the name of a file
     * @return the class of its WordNet id, empty if it has none that is known
     */
    OptionalInt ofFile(String file) {
        boolean marked = file.length() > 9 && "_-.".indexOf(file.charAt(9)) >= 0;
        Integer known = marked ? byName.get(file.substring(0, 9)) : null;
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /**
     * What to say of a name that is not known.
     *
     * @param name what was looked for
     * @return one sentence with the nearest names
     */
    String unknown(String name) {
        return names.isEmpty()
                ? "the class " + name + " is no number, and no names of classes are given"
                : "there is no class " + name + " among " + names.size() + "; "
                        + Suggestions.sentence(name, byName.keySet());
    }
}
