package io.github.hdecomp.examples.explore;

import io.github.hdecomp.export.DotExporter;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.tree.EvidenceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The files that a tree can be taken away in. */
enum ExportFormat {
    /** The tree with all numbers. */
    JSON("application/json") {
        @Override
        byte[] write(Session session, EvidenceTree tree) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new JsonExporter().write(tree, out);
            return out.toByteArray();
        }
    },

    /** The tree as a picture. */
    PNG("image/png") {
        @Override
        byte[] write(Session session, EvidenceTree tree) throws IOException {
            return Drawings.pyramid(session, tree);
        }
    },

    /** For Graphviz. */
    DOT("text/vnd.graphviz; charset=utf-8") {
        @Override
        byte[] write(Session session, EvidenceTree tree) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new DotExporter().write(tree, out);
            return out.toByteArray();
        }
    };

    private final String type;

    ExportFormat(String type) {
        this.type = type;
    }

    static ExportFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        404,
                        "There is no export called '" + name + "'; expected one of "
                                + Arrays.stream(values())
                                        .map(ExportFormat::extension)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    String fileName() {
        return "tree." + extension();
    }

    /** The media type. */
    String type() {
        return type;
    }

    abstract byte[] write(Session session, EvidenceTree tree) throws IOException;
}
