package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.render.SharpView;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures that the page shows, as PNG files. */
final class Drawings {
    private Drawings() {}

    /** The picture as the network sees it. */
    static byte[] picture(Session session) throws IOException {
        return png(InputPicture.of(
                session.input(), Optional.of(session.model().spec().preprocessing())));
    }

    /** The sharp view of a decision, cut to its receptive field. */
    static byte[] sharp(Session session, Decision decision) throws IOException {
        return png(
                session.with(exploration -> SharpView.of(exploration, decision)).picture());
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        }
        return bytes.toByteArray();
    }
}
