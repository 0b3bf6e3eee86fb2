package io.github.hdecomp.examples.explore;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.export.DotExporter;
import io.github.hdecomp.export.HtmlExporter;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.export.PyramidExporter;
import io.github.hdecomp.export.TreeExporter;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.render.SharpViews;
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
        TreeExporter exporter(Exploration exploration, EvidenceTree tree) {
            return new JsonExporter();
        }
    },

    /** The tree as a page that needs nothing else. */
    HTML("text/html; charset=utf-8") {
        @Override
        TreeExporter exporter(Exploration exploration, EvidenceTree tree) {
            return HtmlExporter.of(exploration, tree);
        }
    },

    /** The tree as a picture. */
    PNG("image/png") {
        @Override
        TreeExporter exporter(Exploration exploration, EvidenceTree tree) {
            return new PyramidExporter(InputPicture.of(exploration), SharpViews.of(exploration, tree));
        }
    },

    /** For Graphviz. */
    DOT("text/vnd.graphviz; charset=utf-8") {
        @Override
        TreeExporter exporter(Exploration exploration, EvidenceTree tree) {
            return new DotExporter();
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

    abstract TreeExporter exporter(Exploration exploration, EvidenceTree tree);

    /** The file of a tree that was grown in a session. */
    byte[] write(Session session, EvidenceTree tree) throws IOException {
        TreeExporter exporter = session.with(exploration -> exporter(exploration, tree));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.write(tree, out);
        return out.toByteArray();
    }
}
