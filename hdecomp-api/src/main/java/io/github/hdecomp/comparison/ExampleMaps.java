package io.github.hdecomp.comparison;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.metric.Question;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.render.MapGrid;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The maps of all methods for the first pictures of a set, side by side under one legend: each map divided by the
 * magnitude that 99.5 % of its places stay below, so that methods of different units share a scale.
 *
 * @param comparison which methods, and which classes
 * @param pictures how many pictures, at least 1; those that cannot be used are passed over
 * @param tile the longer side of a map in pixels
 */
public record ExampleMaps(MethodComparison comparison, int pictures, int tile) {
    /** Of so many methods, the maps of one picture stand in one line. */
    private static final int MOST_IN_A_LINE = 8;

    private static final double PART = 0.995;
    private static final String CAPTION = "value / magnitude that 99.5 % of its map stay below";

    /**
     * Checks the ranges.
     *
     * @param comparison see above
     * @param pictures see above
     * @param tile see above
     */
    public ExampleMaps {
        if (pictures < 1 || tile < 40) {
            throw new IllegalArgumentException("example maps: " + pictures + " pictures of " + tile
                    + " pixels, expected at least one picture of at least 40 pixels");
        }
    }

    /**
     * Explains and draws.
     *
     * @param model the network
     * @param images the pictures
     * @return the grid; empty if none of the set's pictures can be used
     */
    public Optional<BufferedImage> draw(Model model, ImageSet images) {
        List<List<MapGrid.Tile>> lines = new ArrayList<>();
        int drawn = 0;
        for (int index = 0; index < images.size() && drawn < pictures; index++) {
            List<List<MapGrid.Tile>> some = lines(model, images, index);
            lines.addAll(some);
            drawn += some.isEmpty() ? 0 : 1;
        }
        return drawn == 0
                ? Optional.empty()
                : Optional.of(MapGrid.signed(tile, CAPTION).draw(lines));
    }

    /** The tiles of one picture; none if it cannot be used, which the results say of it by name. */
    private List<List<MapGrid.Tile>> lines(Model model, ImageSet images, int index) {
        try {
            return wrapped(tiles(model, images, index));
        } catch (IOException | IllegalArgumentException | ArithmeticException unusable) {
            return List.of();
        }
    }

    private List<MapGrid.Tile> tiles(Model model, ImageSet images, int index) throws IOException {
        ImageEntry entry = images.entry(index);
        BufferedImage picture = images.read(index);
        Tensor input = model.spec().preprocessing().apply(picture);
        Extent size = new Extent(picture.getHeight(), picture.getWidth());
        BufferedImage seen = InputPicture.of(input, Optional.of(model.spec().preprocessing()));
        try (Tape tape = model.record(input)) {
            Judge judge = new Judge(comparison, model, images);
            Question question = judge.questions(index, entry, size, input, tape).get(0);
            List<MapGrid.Tile> tiles = new ArrayList<>();
            tiles.add(new MapGrid.Tile(label(model, question), seen, Optional.empty()));
            for (Candidate candidate : comparison.candidates()) {
                if (index < candidate.pictures()) {
                    tiles.add(tile(candidate, question, tape, seen));
                }
            }
            return tiles;
        }
    }

    private static MapGrid.Tile tile(Candidate candidate, Question question, Tape tape, BufferedImage seen) {
        String name = candidate.method().name();
        try {
            Attribution attribution = candidate.method().explain(tape, question.target());
            return new MapGrid.Tile(name, seen, Optional.of(scaled(attribution.map(candidate.reduction()))));
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            return new MapGrid.Tile(name + ": none", seen, Optional.empty());
        }
    }

    /** A few pixels hold most of a gradient, so that the largest magnitude would leave the rest unseen. */
    private static Tensor scaled(Tensor map) {
        float[] magnitudes = map.toArray();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        Arrays.sort(magnitudes);
        int last = magnitudes.length - 1;
        float percentile = magnitudes[(int) (PART * last)];
        float most = percentile > 0 ? percentile : magnitudes[last];
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = most > 0 ? values[i] / most : 0;
        }
        return Tensor.adopt(map.shape(), values);
    }

    /** Lines of about equal length. */
    private static List<List<MapGrid.Tile>> wrapped(List<MapGrid.Tile> tiles) {
        int count = (tiles.size() + MOST_IN_A_LINE - 1) / MOST_IN_A_LINE;
        int length = (tiles.size() + count - 1) / count;
        List<List<MapGrid.Tile>> lines = new ArrayList<>();
        for (int from = 0; from < tiles.size(); from += length) {
            lines.add(tiles.subList(from, Math.min(from + length, tiles.size())));
        }
        return lines;
    }

    private static String label(Model model, Question question) {
        int classId = question.target().classId();
        List<String> labels = model.spec().labels();
        return classId < labels.size() ? labels.get(classId) : question.target().toString();
    }
}
