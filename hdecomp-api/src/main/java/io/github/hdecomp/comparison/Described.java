package io.github.hdecomp.comparison;

import io.github.hdecomp.model.Model;
import java.util.List;

/**
 * A comparison in words, for those who want to repeat it.
 *
 * @param methods with their parameters, how they are reduced, and of how many pictures they were asked if not of all
 * @param metrics with their parameters
 * @param asked which classes are explained
 * @param preprocessing how pictures were prepared
 */
record Described(List<String> methods, List<String> metrics, String asked, String preprocessing) {

    static Described of(MethodComparison comparison, Model model) {
        return new Described(
                comparison.candidates().stream().map(Described::method).toList(),
                comparison.metrics().stream().map(Object::toString).toList(),
                comparison.classId().isPresent()
                        ? "class " + comparison.classId().getAsInt()
                        : switch (comparison.asked()) {
                            case PREDICTED -> "predicted classes";
                            case LABELLED -> "the classes of pictures";
                            case OBJECTS -> "the classes of objects";
                        },
                model.spec().preprocessing().toString());
    }

    private static String method(Candidate candidate) {
        String all = candidate.method() + " by " + candidate.reduction();
        return candidate.pictures() == Integer.MAX_VALUE ? all : all + " on " + candidate.pictures() + " pictures";
    }

    /** As one sentence can hold it. */
    @Override
    public String toString() {
        return "asked about " + asked + ", methods " + String.join(", ", methods) + ", metrics "
                + String.join(", ", metrics) + ", " + preprocessing;
    }
}
