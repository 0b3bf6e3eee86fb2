package io.github.hdecomp.export;

import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.text.Numerals;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the page together: the template with its style, its script, and the tree. */
final class HtmlPage {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");

    private HtmlPage() {}

    static String of(HtmlExporter exporter, EvidenceTree tree) throws IOException {
        FlatTree flat = new FlatTree(tree);
        String style = resource("tree.css");
        String script = resource("tree.js");
        String title = HtmlText.escaped(flat.name(tree.root().decision()));
        Map<String, String> slots = new LinkedHashMap<>();
        slots.put("style-hash", hash(style));
        slots.put("script-hash", hash(script));
        slots.put("style", style);
        slots.put("script", script);
        slots.put("title", title);
        slots.put("model", HtmlText.escaped(tree.provenance().model()));
        slots.put("version", HtmlText.escaped(tree.provenance().version()));
        slots.put("picture", picture(exporter.picture(), title));
        slots.put("prediction", prediction(tree));
        slots.put("table", HtmlTable.of(flat));
        slots.put("note", note(flat));
        slots.put("data", HtmlText.inScript(HtmlData.of(exporter, flat)));
        return filled(resource("tree.html"), slots);
    }

    /** Fills the slots of the template only, never those that a label may look like. */
    private static String filled(String template, Map<String, String> slots) {
        StringBuilder page = new StringBuilder();
        Matcher slot = SLOT.matcher(template);
        while (slot.find()) {
            String value = slots.get(slot.group(1));
            if (value == null) {
                throw new IllegalStateException("tree.html: nothing is known of the slot " + slot.group());
            }
            slot.appendReplacement(page, "");
            page.append(value);
        }
        return slot.appendTail(page).toString();
    }

    private static String picture(Optional<BufferedImage> picture, String title) throws IOException {
        if (picture.isEmpty()) {
            return "";
        }
        BufferedImage image = picture.get();
        return "<img id=\"input\" width=\"" + image.getWidth() + "\" height=\"" + image.getHeight()
                + "\" alt=\"The picture as the network saw it; explained: " + title + "\" src=\""
                + EncodedPicture.address(image) + "\">";
    }

    private static String prediction(EvidenceTree tree) {
        StringBuilder items = new StringBuilder();
        for (Prediction.Candidate candidate : tree.prediction()) {
            String label = candidate.label().isEmpty() ? "class " + candidate.classId() : candidate.label();
            double percent = 100 * Math.min(Math.max(candidate.probability(), 0), 1);
            items.append("<li><meter min=\"0\" max=\"100\" value=\"")
                    .append(Numerals.plain(percent))
                    .append("\" aria-hidden=\"true\"></meter><span class=\"number\">")
                    .append(Numerals.percent(candidate.probability()))
                    .append("</span><span>")
                    .append(HtmlText.escaped(label))
                    .append("</span></li>\n");
        }
        return items.toString();
    }

    private static String note(FlatTree flat) {
        return flat.whole()
                ? ""
                : "<p class=\"note\">Left out: the levels below "
                        + HtmlText.escaped(flat.lowestLayer())
                        + ", because there are more than " + FlatTree.MOST_NODES + " nodes.</p>";
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": missing beside " + HtmlPage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(name + ": cannot be read", broken);
        }
    }

    /** The source expression by which a Content-Security-Policy allows an inline script or style. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
