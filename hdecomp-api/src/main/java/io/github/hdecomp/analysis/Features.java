package io.github.hdecomp.analysis;

import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Sums over the positions of feature maps of shape (C, H, W), in double. */
final class Features {
    private Features() {}

    static List<Double> channelMeans(Tensor maps) {
        int channels = maps.shape().channels();
        int cells = maps.size() / channels;
        List<Double> means = new ArrayList<>(channels);
        for (int channel = 0; channel < channels; channel++) {
            means.add(sum(maps, channel * cells, cells) / cells);
        }
        return means;
    }

    static double mean(Tensor maps) {
        return sum(maps, 0, maps.size()) / maps.size();
    }

    static double sum(Tensor maps, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += maps.get(i);
        }
        return sum;
    }

    static float largest(Tensor maps, int from, int length) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + length; i++) {
            largest = Math.max(largest, maps.get(i));
        }
        return largest;
    }
}
