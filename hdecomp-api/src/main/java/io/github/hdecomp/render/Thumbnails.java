package io.github.hdecomp.render;

import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.tensor.Extent;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures in other sizes: shrunk without aliasing, and enlarged so that single pixels stay visible where they are few. */
final class Thumbnails {
    /** From this factor on, pixels are drawn as squares: a smooth blend would pretend to detail that is not there. */
    private static final int SQUARES = 4;

    private Thumbnails() {}

    /** A picture in another size. */
    static BufferedImage of(BufferedImage picture, Extent size) {
        if (picture.getHeight() == size.height() && picture.getWidth() == size.width()) {
            return picture;
        }
        boolean squares = size.width() >= SQUARES * picture.getWidth();
        Interpolation interpolation = squares ? Interpolation.NEAREST : Interpolation.BICUBIC;
        return InputPicture.of(
                new Preprocessing(
                        new Resize.Squash(interpolation),
                        size.height(),
                        size.width(),
                        ChannelOrder.RGB,
                        1,
                        List.of(0f, 0f, 0f),
                        List.of(1f, 1f, 1f)),
                picture);
    }

    /** The largest rectangle of a picture's proportion in the middle of a frame. */
    static Rectangle fitted(Extent picture, Rectangle frame) {
        double factor = Math.min((double) frame.width / picture.width(), (double) frame.height / picture.height());
        int width = Math.max(1, (int) Math.round(picture.width() * factor));
        int height = Math.max(1, (int) Math.round(picture.height() * factor));
        return new Rectangle(frame.x + (frame.width - width) / 2, frame.y + (frame.height - height) / 2, width, height);
    }
}
