package io.github.hdecomp.render;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * The picture as the network saw it: resized and cropped, in its own colours. All places in a tree are pixels of this
 * picture, not of the file's.
 */
public final class InputPicture {
    private InputPicture() {}

    /**
     * What a network saw of a picture.
     *
     * @param preprocessing how it was prepared
     * @param picture the picture as it is in the file
     * @return the part that was seen, in the size of the input
     */
    public static BufferedImage of(Preprocessing preprocessing, BufferedImage picture) {
        return of(preprocessing.apply(picture), Optional.of(preprocessing));
    }

    /**
     * What is explored.
     *
     * @param exploration a recorded pass
     * @return the input as a picture
     */
    public static BufferedImage of(Exploration exploration) {
        return of(exploration.input(), exploration.preprocessing());
    }

    /**
     * An input as a picture.
     *
     * @param input shape (C, h, w): one channel is shown as grey, of more than three the first
     * @param preprocessing how it was made, which is undone; without it, the values of the input are spread from black to white,
     *     and three channels are taken for red, green and blue
     * @return the picture
     */
    public static BufferedImage of(Tensor input, Optional<Preprocessing> preprocessing) {
        int channels = input.shape().channels() < 3 ? 1 : 3;
        int height = input.shape().height();
        int width = input.shape().width();
        boolean reversed = preprocessing.isPresent() && preprocessing.get().channels() == ChannelOrder.BGR;
        Scale spread = spread(input);
        int[] pixels = new int[height * width];
        for (int band = 0; band < 3; band++) {
            int channel = channels == 1 ? 0 : reversed ? 2 - band : band;
            for (int i = 0; i < pixels.length; i++) {
                double value = input.get(channel * pixels.length + i);
                double sample = preprocessing.isPresent()
                        ? undone(preprocessing.get(), channel, value)
                        : 255 * spread.fraction(value);
                pixels[i] |= (int) Math.round(Math.min(Math.max(sample, 0), 255)) << (16 - 8 * band);
            }
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    private static double undone(Preprocessing preprocessing, int channel, double value) {
        double fraction = value * preprocessing.deviation().get(channel)
                + preprocessing.mean().get(channel);
        return fraction * preprocessing.divisor();
    }

    private static Scale spread(Tensor input) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < input.size(); i++) {
            low = Math.min(low, input.get(i));
            high = Math.max(high, input.get(i));
        }
        return new Scale(low, high);
    }
}
