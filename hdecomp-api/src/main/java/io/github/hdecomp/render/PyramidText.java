package io.github.hdecomp.render;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.text.Numerals;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Remainder;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.List;

/** What is written on the sheet of a pyramid beside its nodes. */
final class PyramidText {
    private static final Color BAR = new Color(0xb6c3d3);
    private static final Font TITLE = Ink.bold(20);
    private static final Font BODY = Ink.font(12);
    private static final Font BOLD = Ink.bold(12);

    private final Graphics2D pen;
    private final PyramidPage page;
    private final EvidenceTree tree;
    private final PyramidPicture style;
    private final SharpViews sharp;

    PyramidText(Graphics2D pen, PyramidPage page, EvidenceTree tree, PyramidPicture style, SharpViews sharp) {
        this.pen = pen;
        this.page = page;
        this.tree = tree;
        this.style = style;
        this.sharp = sharp;
    }

    void paint(List<Scale> scales) {
        prediction(page.prediction());
        legend(page.legend(), scales.get(0));
        List<Rectangle> names = page.names();
        for (int i = 0; i < names.size(); i++) {
            Rectangle place = names.get(i);
            page.first(i + 1).ifPresent(node -> layer(place, node.decision()));
        }
        if (!page.whole()) {
            Rectangle note = page.note();
            line("Not drawn: the levels below " + lowest() + ", for want of space.", BODY, Ink.FAINT, note, 12);
        }
    }

    private String lowest() {
        return page.first(page.layout().levels() - 1)
                .map(node -> NodeName.layer(node.decision()))
                .orElse("");
    }

    private void layer(Rectangle place, Decision decision) {
        int y = 12;
        for (String part : Ink.wrapped(NodeName.layer(decision), BOLD, place.width, 4)) {
            line(part, BOLD, Ink.TEXT, place, y);
            y += 15;
        }
    }

    private void prediction(Rectangle place) {
        EvidenceNode root = tree.root();
        int y = 20;
        for (String part : Ink.wrapped(NodeName.of(tree, root.decision()), TITLE, place.width, 2)) {
            line(part, TITLE, Ink.TEXT, place, y);
            y += 25;
        }
        for (String part : Ink.wrapped(sums(root) + "; " + tree.provenance().model(), BODY, place.width, 3)) {
            line(part, BODY, Ink.FAINT, place, y);
            y += 17;
        }
        y += 10;
        for (Prediction.Candidate candidate : tree.prediction()) {
            candidate(candidate, place, y);
            y += 22;
        }
    }

    /** The value of the decision and what it is made of. */
    private static String sums(EvidenceNode root) {
        Remainder rest = root.remainder();
        double shown = root.value() - rest.pruned() - rest.unexplained();
        if (root.into().isEmpty()) {
            return "value " + Numerals.plain(root.value());
        }
        return "value " + Numerals.plain(root.value()) + " = shown " + Numerals.plain(shown) + ", pruned "
                + Numerals.plain(rest.pruned()) + ", unexplained " + Numerals.plain(rest.unexplained());
    }

    private void candidate(Prediction.Candidate candidate, Rectangle place, int y) {
        int bar = 64;
        double probability = Math.min(Math.max(candidate.probability(), 0), 1);
        pen.setColor(Ink.RULE);
        pen.fillRect(place.x, place.y + y - 10, bar, 12);
        pen.setColor(BAR.darker());
        pen.fillRect(place.x, place.y + y - 10, (int) Math.round(bar * probability), 12);
        String percent = Numerals.percent(candidate.probability());
        pen.setColor(Ink.TEXT);
        pen.setFont(BODY);
        pen.drawString(percent, (float) (place.x + bar + 54 - Ink.width(percent, BODY)), place.y + y);
        String label = candidate.label().isEmpty() ? "class " + candidate.classId() : candidate.label();
        pen.drawString(Ink.fitted(label, BODY, place.width - bar - 64), place.x + bar + 64, place.y + y);
    }

    private void legend(Rectangle place, Scale tree) {
        boolean one = style.scale() == MapScale.TREE;
        Legend legend = new Legend(style.palette(), one ? tree : new Scale(0, 1), "A = gradient · feature, per place");
        legend.paint(pen, place.x, place.y, place.width, one ? Numerals.plain(tree.high()) : "max");
        int y = Legend.HEIGHT + 18;
        y = words(style.scale().meaning() + "; negative values look like 0", place, y);
        y = words(
                "maps lie over what the decision above sees of the picture, the white box is what this neuron sees",
                place,
                y);
        if (!sharp.views().isEmpty()) {
            y = words("grey pictures: guided backpropagation, cut to the white box", place, y);
        }
        words("#: channel; %: share of what speaks for the decision above: the larger, the wider the line", place, y);
    }

    private int words(String text, Rectangle place, int from) {
        int y = from;
        for (String part : Ink.wrapped(text, BODY, place.width, 3)) {
            line(part, BODY, Ink.FAINT, place, y);
            y += 16;
        }
        return y + 5;
    }

    private void line(String text, Font font, Color colour, Rectangle place, int y) {
        pen.setFont(font);
        pen.setColor(colour);
        pen.drawString(Ink.fitted(text, font, place.width), place.x, place.y + y);
    }
}
