package io.github.hdecomp.examples.scenes;

import io.github.hdecomp.examples.output.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of scenes, for programs of any kind:
 *
 * <pre>
 *   pictures/CLASS/INDEX.png         the pictures, a folder per class
 *   masks/CLASS/INDEX.png            grey samples of 8 bits: the id of the part that the pixel belongs to
 *   counterfactuals/CLASS/INDEX.png  the same scenes with the deciding part swapped; CLASS is what they show then
 *   labels.txt                       the names of classes, in the order of ids
 *   parts.csv                        id, name and parent of every part, and the classes that have it
 *   list.csv                         path and class id of every picture
 *   scenes.csv                       the same with background, deciding part, mask and counterfactual
 *   sheet.png                        some of everything, to look at
 * </pre>
 *
 * @param folder where; created if need be
 * @param counterfactuals whether to write them too
 */
public record SceneFolder(Path folder, boolean counterfactuals) {

    /**
     * Writes the first scenes of a row. The same arguments give the same bytes.
     *
     * @param scenes the row
     * @param count how many, at least 1
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if the count is less than 1
     */
    public void write(Scenes scenes, int count) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("scenes: count " + count + " must be at least 1");
        }
        List<String> list = new ArrayList<>(List.of("path,class"));
        List<String> details = new ArrayList<>(List.of("picture,class,label,background,usual,deciding part,mask"
                + (counterfactuals ? ",counterfactual" : "")));
        makeFolders();
        for (int index = 0; index < count; index++) {
            Scene scene = scenes.scene(index);
            SceneClass sceneClass = scene.sceneClass();
            String picture = file("pictures", sceneClass, index);
            list.add(picture + "," + sceneClass.id());
            details.add(String.join(
                    ",",
                    picture,
                    String.valueOf(sceneClass.id()),
                    sceneClass.label(),
                    scene.background().label(),
                    String.valueOf(scene.usual()),
                    sceneClass.decidingPart().label(),
                    file("masks", sceneClass, index)
                            + (counterfactuals ? "," + file("counterfactuals", sceneClass.partner(), index) : "")));
        }
        try {
            IntStream.range(0, count).parallel().forEach(index -> writeScene(scenes.scene(index), index));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        WholeFile.write(folder.resolve("labels.txt"), lines(SceneClass.labels()));
        WholeFile.write(folder.resolve("parts.csv"), lines(parts()));
        WholeFile.write(folder.resolve("list.csv"), lines(list));
        WholeFile.write(folder.resolve("scenes.csv"), lines(details));
        WholeFile.write(folder.resolve("sheet.png"), ContactSheet.of(scenes));
    }

    private void makeFolders() throws IOException {
        for (SceneClass sceneClass : SceneClass.values()) {
            Files.createDirectories(folder.resolve("pictures").resolve(folderName(sceneClass)));
            Files.createDirectories(folder.resolve("masks").resolve(folderName(sceneClass)));
            if (counterfactuals) {
                Files.createDirectories(folder.resolve("counterfactuals").resolve(folderName(sceneClass)));
            }
        }
    }

    private void writeScene(Scene scene, int index) {
        try {
            ScenePicture picture = scene.draw();
            WholeFile.write(folder.resolve(file("pictures", scene.sceneClass(), index)), picture.image());
            WholeFile.write(
                    folder.resolve(file("masks", scene.sceneClass(), index)),
                    picture.labels().toImage());
            if (counterfactuals) {
                Scene other = scene.counterfactual();
                WholeFile.write(
                        folder.resolve(file("counterfactuals", other.sceneClass(), index)),
                        other.draw().image());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> parts() {
        List<String> rows = new ArrayList<>(List.of("id,part,parent,classes"));
        for (Part part : Part.values()) {
            List<String> classes = Stream.of(SceneClass.values())
                    .filter(sceneClass -> sceneClass.parts().contains(part))
                    .map(SceneClass::label)
                    .toList();
            rows.add(part.id() + "," + part.label() + ","
                    + part.parent().map(Part::label).orElse("") + "," + String.join(";", classes));
        }
        return rows;
    }

    private static String folderName(SceneClass sceneClass) {
        return sceneClass.label().replace(' ', '_');
    }

    private static String file(String kind, SceneClass sceneClass, int index) {
        return String.format(Locale.ROOT, "%s/%s/%06d.png", kind, folderName(sceneClass), index);
    }

    private static String lines(List<String> rows) {
        return String.join("\n", rows) + "\n";
    }
}
