package io.github.hdecomp.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.hdecomp.tensor.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads an annotation file of COCO as a stream: of hundreds of megabytes, only names and boxes are kept. */
final class CocoReader {
    private static final int MOST_PICTURES = 2_000_000;
    private static final int MOST_BOXES = 20_000_000;
    private static final int MOST_CLASSES = 100_000;

    /** Far beyond any picture, and far from where integers end. */
    private static final double FARTHEST = 1 << 24;

    /** Names of files below the folder of pictures, which may have folders in them but never lead out. */
    private static final Pattern FILE = Pattern.compile("(?!.*\\.\\.)[\\w][\\w. /()+-]{0,250}");

    private final Path file;
    private final JsonParser json;
    private final List<Picture> pictures = new ArrayList<>();
    private final Map<Long, String> categories = new TreeMap<>();
    private final Map<Long, List<Box>> boxes = new HashMap<>();
    private int boxCount;

    /**
     * What a file says.
     *
     * @param pictures in ascending order of ids
     * @param boxes by the id of the picture
     * @param classes the names of classes
     */
    record Content(List<Picture> pictures, Map<Long, List<LabelledBox>> boxes, List<String> classes) {}

    /** A picture: its id, its file below the folder of pictures, its size. */
    record Picture(long id, String file, Extent size) {}

    private record Box(long category, double x, double y, double width, double height, boolean crowd) {}

    private CocoReader(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    static Content read(Path file, ClassNames names) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            CocoReader reader = new CocoReader(file, json);
            reader.read();
            return reader.content(names);
        } catch (JsonProcessingException broken) {
            throw new IOException(
                    file + ": not JSON as expected: " + broken.getOriginalMessage() + " at line "
                            + (broken.getLocation() == null
                                    ? 0
                                    : broken.getLocation().getLineNr()),
                    broken);
        }
    }

    private void read() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object with images, annotations and categories");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "images" -> list(this::picture);
                case "annotations" -> list(this::box);
                case "categories" -> list(this::category);
                default -> json.skipChildren();
            }
        }
        if (pictures.isEmpty() || categories.isEmpty()) {
            throw new IOException(
                    file + ": there are no images or no categories, expected an annotation file of instances");
        }
    }

    private interface Entry {
        void read() throws IOException;
    }

    private void list(Entry entry) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
            entry.read();
        }
    }

    private void picture() throws IOException {
        long id = -1;
        String name = "";
        double height = 0;
        double width = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = (long) number(field);
                case "file_name" -> name = String.valueOf(json.getText());
                case "height" -> height = number(field);
                case "width" -> width = number(field);
                default -> json.skipChildren();
            }
        }
        check(pictures.size() < MOST_PICTURES, "more than " + MOST_PICTURES + " images");
        check(FILE.matcher(name).matches(), "an image's file_name is \"" + name + "\", expected a file's name");
        check(id >= 0 && height >= 1 && width >= 1, "the image " + name + " has no id, height and width");
        pictures.add(new Picture(id, name, new Extent((int) height, (int) width)));
    }

    private void category() throws IOException {
        long id = -1;
        String name = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = (long) number(field);
                case "name" -> name = String.valueOf(json.getText());
                default -> json.skipChildren();
            }
        }
        check(categories.size() < MOST_CLASSES, "more than " + MOST_CLASSES + " categories");
        check(id >= 0 && !name.isEmpty(), "a category has no id and name");
        categories.put(id, name);
    }

    private void box() throws IOException {
        long image = -1;
        long category = -1;
        boolean crowd = false;
        double[] box = new double[4];
        int corners = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "image_id" -> image = (long) number(field);
                case "category_id" -> category = (long) number(field);
                case "iscrowd" -> crowd = number(field) != 0;
                case "bbox" -> corners = box(box);
                default -> json.skipChildren();
            }
        }
        check(boxCount++ < MOST_BOXES, "more than " + MOST_BOXES + " annotations");
        check(image >= 0 && category >= 0 && corners == 4, "an annotation has no image_id, category_id and bbox");
        check(box[2] >= 0 && box[3] >= 0, "a bbox has a negative width or height");
        boxes.computeIfAbsent(image, none -> new ArrayList<>(4))
                .add(new Box(category, box[0], box[1], box[2], box[3], crowd));
    }

    private int box(double[] target) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list of x, y, width and height");
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            check(count < target.length, "a bbox has more than four numbers");
            target[count++] = number("bbox");
        }
        return count;
    }

    private double number(String field) throws IOException {
        boolean numeric = json.currentToken() != null && json.currentToken().isNumeric();
        check(numeric, field + " is " + json.getText() + ", expected a number");
        double number = json.getDoubleValue();
        boolean id = field.endsWith("id");
        check(Math.abs(number) <= (id ? 1L << 53 : FARTHEST), field + " is " + number + ", which is too large");
        return number;
    }

    private void expect(JsonToken found, JsonToken wanted, String what) throws IOException {
        check(found == wanted, "found " + found + ", expected " + what);
    }

    private void check(boolean condition, String complaint) throws IOException {
        if (!condition) {
            throw new IOException(file + ": line " + json.currentLocation().getLineNr() + ": " + complaint);
        }
    }

    private Content content(ClassNames names) throws IOException {
        ClassNames known = names.isEmpty() ? ClassNames.of(List.copyOf(categories.values())) : names;
        Map<Long, Integer> ids = new HashMap<>();
        for (Map.Entry<Long, String> category : categories.entrySet()) {
            OptionalInt id = known.find(category.getValue());
            if (id.isEmpty()) {
                throw new IOException(file + ": " + known.unknown(category.getValue()));
            }
            ids.put(category.getKey(), id.getAsInt());
        }
        pictures.sort(Comparator.comparingLong(Picture::id));
        Map<Long, List<LabelledBox>> labelled = new HashMap<>();
        for (Map.Entry<Long, List<Box>> entry : boxes.entrySet()) {
            List<LabelledBox> list = new ArrayList<>(entry.getValue().size());
            for (Box box : entry.getValue()) {
                Integer classId = ids.get(box.category());
                if (classId == null) {
                    throw new IOException(
                            file + ": an annotation is of category " + box.category() + ", which is not listed");
                }
                list.add(new LabelledBox(
                        classId,
                        LabelledBox.between(box.x(), box.y(), box.x() + box.width(), box.y() + box.height()),
                        box.crowd()));
            }
            labelled.put(entry.getKey(), List.copyOf(list));
        }
        return new Content(List.copyOf(pictures), labelled, known.names());
    }
}
