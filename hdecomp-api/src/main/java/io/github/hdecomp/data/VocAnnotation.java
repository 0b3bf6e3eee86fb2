package io.github.hdecomp.data;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.text.FileErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads the boxes of one picture from an XML file of PASCAL VOC, whose corners count from 1 and are both inside. */
final class VocAnnotation {
    private static final int MOST_BYTES = 4 << 20;

    /** Far beyond any picture, and far from where integers end. */
    private static final double FARTHEST = 1 << 24;

    private final Path file;
    private final ClassNames names;

    private VocAnnotation(Path file, ClassNames names) {
        this.file = file;
        this.names = names;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param names the names of the classes
     * @param size the size of the picture that the boxes belong to
     * @return the boxes in the order of the file
     * @throws IOException if it cannot be read, is no annotation, or is of a picture of another size
     */
    static List<LabelledBox> read(Path file, ClassNames names, Extent size) throws IOException {
        return new VocAnnotation(file, names).boxes(size);
    }

    private List<LabelledBox> boxes(Extent size) throws IOException {
        Element root = root();
        Optional<Element> said = child(root, "size");
        if (said.isPresent()) {
            double width = number(said.get(), "width");
            double height = number(said.get(), "height");
            // Some files of the challenge say 0 by 0.
            if (width > 0 && height > 0 && (width != size.width() || height != size.height())) {
                throw new IOException(file + ": it is about a picture of " + (long) width + "x" + (long) height
                        + " pixels, but the picture has " + size.width() + "x" + size.height()
                        + "; do not resize pictures of a data set");
            }
        }
        List<LabelledBox> boxes = new ArrayList<>();
        for (Element object : children(root, "object")) {
            boxes.add(box(object));
        }
        return boxes;
    }

    private LabelledBox box(Element object) throws IOException {
        String label = text(object, "name");
        OptionalInt classId = names.find(label);
        if (classId.isEmpty()) {
            throw new IOException(file + ": " + names.unknown(label));
        }
        Element corners =
                child(object, "bndbox").orElseThrow(() -> new IOException(file + ": an object has no bndbox"));
        double left = number(corners, "xmin") - 1;
        double top = number(corners, "ymin") - 1;
        double right = number(corners, "xmax");
        double bottom = number(corners, "ymax");
        if (!(right > left && bottom > top)) {
            throw new IOException(file + ": a box of " + label + " ends before it begins");
        }
        boolean difficult = child(object, "difficult").isPresent() && number(object, "difficult") != 0;
        return new LabelledBox(classId.getAsInt(), LabelledBox.between(left, top, right, bottom), difficult);
    }

    private Element root() throws IOException {
        FileErrors.checkReadable(file, "annotation");
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(
                    file + ": it has " + Files.size(file) + " bytes, expected an annotation of at most " + MOST_BYTES);
        }
        Element root;
        try {
            root = parser().parse(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .getDocumentElement();
        } catch (SAXParseException broken) {
            throw new IOException(
                    file + ": line " + broken.getLineNumber() + ": not XML as expected: " + broken.getMessage(),
                    broken);
        } catch (SAXException broken) {
            throw new IOException(file + ": not XML as expected: " + broken.getMessage(), broken);
        }
        if (!root.getTagName().equals("annotation")) {
            throw new IOException(file + ": its root is " + root.getTagName() + ", expected annotation");
        }
        return root;
    }

    /** A parser that refuses document types, and with them entities, and asks nobody for anything. */
    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new Silent());
            return parser;
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's own parser knows these features", impossible);
        }
    }

    /** The JDK's own handler prints. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // What is merely odd is no concern of ours.
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private String text(Element parent, String name) throws IOException {
        return child(parent, name)
                .orElseThrow(() -> new IOException(file + ": there is no " + name + " in " + parent.getTagName()))
                .getTextContent()
                .strip();
    }

    private double number(Element parent, String name) throws IOException {
        String text = text(parent, name);
        try {
            double number = Double.parseDouble(text);
            if (Math.abs(number) <= FARTHEST) {
                return number;
            }
        } catch (NumberFormatException word) {
            throw new IOException(file + ": " + name + " is " + text + ", expected a number", word);
        }
        throw new IOException(file + ": " + name + " is " + text + ", expected a number of pixels");
    }
}
