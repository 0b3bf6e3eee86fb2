package io.github.hdecomp.render;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * What drives a decision, in the sharpness of the picture: guided backpropagation to the input, cut to the receptive field.
 * For looking at; no contribution is computed from it.
 *
 * @param region the pixels of the input that it shows
 * @param picture of the region's size: grey where the signal is average, (g - mean) / (deviation + 10<sup>-5</sup>) · 0.1 +
 *     0.5 of black to white per colour, which is how such signals are usually shown
 */
public record SharpView(Region region, BufferedImage picture) {
    private static final double CONTRAST = 0.1;
    private static final double LEAST_DEVIATION = 1e-5;

    /**
     * The sharp view of a decision.
     *
     * @param exploration a recorded pass
     * @param decision a class, a neuron or a weighted sum of such
     * @return the view
     * @throws IllegalArgumentException if there is no such decision
     */
    public static SharpView of(Exploration exploration, Decision decision) {
        return of(exploration.sharpen(decision), exploration.preprocessing());
    }

    /**
     * A signal at the input as a picture.
     *
     * @param signal shape (C, h, w) on its region: one channel is shown as grey, of more than three the first
     * @param preprocessing tells the order of colours; without it, red, green and blue
     * @return the view
     */
    public static SharpView of(Gradient signal, Optional<Preprocessing> preprocessing) {
        Tensor values = signal.values();
        Region region = signal.region();
        double mean = mean(values);
        double factor = CONTRAST / (deviation(values, mean) + LEAST_DEVIATION);
        boolean reversed = preprocessing.isPresent() && preprocessing.get().channels() == ChannelOrder.BGR;
        int channels = values.shape().channels() < 3 ? 1 : 3;
        int[] pixels = new int[region.area()];
        for (int band = 0; band < 3; band++) {
            int channel = channels == 1 ? 0 : reversed ? 2 - band : band;
            for (int i = 0; i < pixels.length; i++) {
                double shown = (values.get(channel * pixels.length + i) - mean) * factor + 0.5;
                pixels[i] |= (int) Math.round(255 * Math.min(Math.max(shown, 0), 1)) << (16 - 8 * band);
            }
        }
        BufferedImage picture = new BufferedImage(
                Math.max(region.width(), 1), Math.max(region.height(), 1), BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, region.width(), region.height(), pixels, 0, region.width());
        return new SharpView(region, picture);
    }

    private static double mean(Tensor values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i);
        }
        return values.size() == 0 ? 0 : sum / values.size();
    }

    private static double deviation(Tensor values, double mean) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += (values.get(i) - mean) * (values.get(i) - mean);
        }
        return values.size() == 0 ? 0 : Math.sqrt(sum / values.size());
    }
}
