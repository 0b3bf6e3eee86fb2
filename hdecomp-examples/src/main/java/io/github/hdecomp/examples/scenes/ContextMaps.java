package io.github.hdecomp.examples.scenes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * What is around the objects of scenes, as label maps beside a {@link SceneFolder}'s pictures:
 *
 * <pre>
 *   contexts/CLASS/INDEX.png   grey samples of 8 bits: 0 for the object, else the number of the background
 *   contexts.txt               what the numbers mean
 * </pre>
 *
 * @param folder where; created if need be
 */
public record ContextMaps(Path folder) {
    private static final List<Background> BACKGROUNDS = Arrays.asList(Background.values());

    /**
     * Writes the maps of the first scenes of a row.
     *
     * @param scenes the row
     * @param count how many
     * @throws IOException if a file cannot be written
     */
    public void write(Scenes scenes, int count) throws IOException {
        for (SceneClass sceneClass : SceneClass.values()) {
            Files.createDirectories(folder.resolve("contexts").resolve(folderName(sceneClass)));
        }
        try {
            IntStream.range(0, count).parallel().forEach(index -> write(scenes.scene(index), index));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        List<String> names = new ArrayList<>(List.of("0: object"));
        for (int i = 0; i < BACKGROUNDS.size(); i++) {
            names.add((i + 1) + ": " + BACKGROUNDS.get(i).label());
        }
        Files.write(folder.resolve("contexts.txt"), names);
    }

    private static void write(Scene scene, Path file) throws IOException {
        LabelMap parts = scene.draw().labels();
        int around = BACKGROUNDS.indexOf(scene.background()) + 1;
        int[] labels = new int[Scenes.SIZE * Scenes.SIZE];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            labels[pixel] = parts.id(pixel) == Part.BACKGROUND.id() ? around : 0;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ImageIO.write(LabelMap.of(labels).toImage(), "png", out);
        }
    }

    private void write(Scene scene, int index) {
        String name = String.format(Locale.ROOT, "contexts/%s/%06d.png", folderName(scene.sceneClass()), index);
        try {
            write(scene, folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String folderName(SceneClass sceneClass) {
        return sceneClass.label().replace(' ', '_');
    }
}
