package io.github.hdecomp.examples.scenes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

/** Draws one scene twice: in colours with anti-aliasing, and as the labels of parts without. */
final class Painter {
    private static final int SIZE = Scenes.SIZE;

    private final Scene scene;
    private final Backdrop backdrop;
    private final Sketch sketch;
    private final AffineTransform pose;
    private final List<Sketch.Piece> foreground;

    Painter(Scene scene) {
        this.scene = scene;
        this.backdrop = Backdrop.of(scene.key(), scene.background());
        this.sketch = sketch(scene.sceneClass());
        // Pose and foreground take both classes of the pair into account, so that they are the same for both.
        List<Sketch> both = List.of(sketch, sketch(scene.sceneClass().partner()));
        List<Part> deciding = List.of(
                scene.sceneClass().decidingPart(), scene.sceneClass().partner().decidingPart());
        this.pose = Pose.of(scene.key(), scene.sceneClass().subject(), both);
        this.foreground = Foreground.of(scene.key(), backdrop, both, deciding, pose);
    }

    private Sketch sketch(SceneClass sceneClass) {
        Sketch drawn = new Sketch();
        Subject subject = sceneClass.subject();
        subject.draw(drawn, sceneClass.decidingPart(), Traits.of(scene.key(), subject, backdrop.mean()));
        return drawn;
    }

    ScenePicture paint() {
        LabelMap labels = labels();
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        int[] pixels = pixels(image);
        backdrop.fill(pixels);
        Graphics2D graphics = graphics(image, RenderingHints.VALUE_ANTIALIAS_ON);
        backdrop.furnish(graphics);
        draw(graphics, false);
        graphics.dispose();
        Finish.of(scene.key()).apply(pixels, labels, scene.sceneClass().decidingPart());
        return new ScenePicture(scene, image, labels);
    }

    private LabelMap labels() {
        BufferedImage ids = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(ids, RenderingHints.VALUE_ANTIALIAS_OFF);
        draw(graphics, true);
        graphics.dispose();
        return LabelMap.of(pixels(ids));
    }

    private void draw(Graphics2D graphics, boolean asIds) {
        graphics.transform(pose);
        fill(graphics, sketch.pieces(), asIds);
        graphics.setTransform(new AffineTransform());
        fill(graphics, foreground, asIds);
    }

    private static void fill(Graphics2D graphics, List<Sketch.Piece> pieces, boolean asIds) {
        for (Sketch.Piece piece : pieces) {
            graphics.setColor(new Color(asIds ? piece.part().id() : piece.rgb()));
            graphics.fill(piece.shape());
        }
    }

    private static Graphics2D graphics(BufferedImage image, Object antialiasing) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, antialiasing);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    private static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
