package io.github.hdecomp.examples.explore;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression.Group;
import io.github.hdecomp.examples.explore.WalkRequest.Expansion;
import io.github.hdecomp.tree.Options;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which channels of a decomposition become children: the strongest, and those that someone points at. */
final class Choice {
    private Choice() {}

    static List<Group> of(Decomposition decomposition, Options options, Expansion expansion) {
        if (expansion.only() != null) {
            return expansion.only().stream()
                    .distinct()
                    .filter(channel -> checked(decomposition, channel) && speaksFor(decomposition, channel))
                    .map(channel -> new Group(channel, List.of()))
                    .sorted(strongestFirst(decomposition))
                    .toList();
        }
        List<Group> groups = new ArrayList<>(options.choose(decomposition));
        if (expansion.also() != null) {
            for (int channel : expansion.also()) {
                add(groups, decomposition, channel);
            }
        }
        groups.sort(strongestFirst(decomposition));
        return groups;
    }

    /** A channel that someone points at stands for itself, wherever it was merged into. */
    private static void add(List<Group> groups, Decomposition decomposition, int channel) {
        checked(decomposition, channel);
        if (groups.stream().anyMatch(group -> group.keeper() == channel)) {
            return;
        }
        if (!speaksFor(decomposition, channel)) {
            throw Refusal.badRequest("Channel " + channel + " of " + decomposition.tap()
                    + " does not speak for this decision: its contribution is "
                    + String.format(Locale.ROOT, "%.3g", decomposition.contribution(channel))
                    + ". Look at it as a decision of its own instead.");
        }
        groups.replaceAll(group -> new Group(
                group.keeper(),
                group.merged().stream().filter(merged -> merged != channel).toList()));
        groups.add(new Group(channel, List.of()));
    }

    private static boolean checked(Decomposition decomposition, int channel) {
        int channels = decomposition.layer().channels();
        if (channel < 0 || channel >= channels) {
            throw Refusal.badRequest("There is no channel " + channel + " in " + decomposition.tap()
                    + "; it has channels 0 to " + (channels - 1) + ".");
        }
        return true;
    }

    private static boolean speaksFor(Decomposition decomposition, int channel) {
        return decomposition.contribution(channel) > 0;
    }

    private static Comparator<Group> strongestFirst(Decomposition decomposition) {
        return Comparator.comparingDouble(group -> -decomposition.contribution(group.keeper()));
    }
}
