package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Fill;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.tensor.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One edit in numbers. */
final class Replacement {
    private final int edit;
    private final int[] channels;
    private final float[] values;

    /**
     * An edit in numbers.
     *
     * @param edit its index
     * @param channels the channels that it replaces, ascending; kept
     * @param values for each, the value in every cell; kept
     */
    private Replacement(int edit, int[] channels, float[] values) {
        this.edit = edit;
        this.channels = channels;
        this.values = values;
    }

    /** The edit's index. */
    int edit() {
        return edit;
    }

    /** The channels that it replaces, ascending; not to be written to. */
    int[] channels() {
        return channels;
    }

    /** For each, the value in every cell; not to be written to. */
    float[] values() {
        return values;
    }

    /**
     * All edits in numbers.
     *
     * @param recorded the layer's maps, one image
     * @param net the network's name, for complaints
     * @param name of the layer
     */
    static List<Replacement> of(List<Edit> edits, Maps recorded, String net, String name) {
        List<Replacement> replacements = new ArrayList<>();
        float[] means =
                edits.stream().anyMatch(edit -> edit.fill() instanceof Fill.OwnMean) ? means(recorded) : new float[0];
        for (int index = 0; index < edits.size(); index++) {
            Edit edit = edits.get(index);
            float[] byChannel = new float[recorded.channels()];
            for (int i = 0; i < edit.channels().size(); i++) {
                int channel = edit.channels().get(i);
                if (channel >= recorded.channels()) {
                    throw new IllegalArgumentException(net + ": edit " + index + " names channel " + channel + " of "
                            + name + "; channels are 0 to " + (recorded.channels() - 1));
                }
                byChannel[channel] = value(edit.fill(), i, channel, means);
            }
            int[] channels = edit.channels().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            replacements.add(new Replacement(index, channels, pick(byChannel, channels)));
        }
        return replacements;
    }

    private static float value(Fill fill, int index, int channel, float[] means) {
        if (fill instanceof Fill.Constants constants) {
            return constants.values().get(index);
        }
        return fill instanceof Fill.OwnMean ? means[channel] : 0f;
    }

    private static float[] pick(float[] values, int[] channels) {
        float[] picked = new float[channels.length];
        for (int i = 0; i < channels.length; i++) {
            picked[i] = values[channels[i]];
        }
        return picked;
    }

    private static float[] means(Maps maps) {
        double[] sums = new double[maps.channels()];
        float[] cell = new float[maps.channels()];
        int cells = maps.height() * maps.width();
        for (int i = 0; i < cells; i++) {
            maps.data().host().get(maps.at() + i * cell.length, cell);
            for (int c = 0; c < cell.length; c++) {
                sums[c] += cell[c];
            }
        }
        float[] means = new float[cell.length];
        for (int c = 0; c < cell.length; c++) {
            means[c] = (float) (sums[c] / cells);
        }
        return means;
    }

    /** The channels that a path sees and in whose region the replacement differs from what was recorded. */
    Replacement effective(Part recorded, Region region, Path path, int tap) {
        int[] kept = new int[channels.length];
        float[] with = new float[channels.length];
        int count = 0;
        for (int i = 0; i < channels.length; i++) {
            if (path.sees(tap, channels[i]) && differs(recorded, region, channels[i], values[i])) {
                kept[count] = channels[i];
                with[count++] = values[i];
            }
        }
        return new Replacement(edit, Arrays.copyOf(kept, count), Arrays.copyOf(with, count));
    }

    private static boolean differs(Part recorded, Region region, int channel, float value) {
        for (int y = region.y(); y < region.bottom(); y++) {
            for (int x = region.x(); x < region.right(); x++) {
                if (recorded.values().data().host().get(recorded.index(0, y, x) + channel) != value) {
                    return true;
                }
            }
        }
        return false;
    }
}
