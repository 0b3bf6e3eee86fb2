package io.github.hdecomp.export;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.text.Numerals;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.MergedChannel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of the page's table: a node each, with all its figures as text. */
final class HtmlTable {
    private HtmlTable() {}

    static String of(FlatTree flat) {
        StringBuilder rows = new StringBuilder();
        List<FlatTree.Place> places = flat.places();
        for (int i = 0; i < places.size(); i++) {
            row(rows, flat, places.get(i), i);
        }
        return rows.toString();
    }

    private static void row(StringBuilder rows, FlatTree flat, FlatTree.Place place, int index) {
        EvidenceNode node = place.node();
        Optional<Evidence> evidence = node.evidence();
        Decision decision = node.decision();
        String path = place.path().isEmpty() ? "root" : place.path();
        rows.append("<tr data-node=\"").append(index).append("\"><th scope=\"row\">");
        rows.append("<button type=\"button\">").append(path).append("</button></th>");
        if (decision instanceof NeuronDecision neuron) {
            text(rows, neuron.tap().name());
            number(rows, Integer.toString(neuron.channel()));
            number(rows, neuron.y() + ", " + neuron.x());
        } else {
            rows.append("<td colspan=\"3\">")
                    .append(HtmlText.escaped(flat.name(decision)))
                    .append("</td>");
        }
        number(rows, evidence.map(part -> Numerals.percent(part.share())).orElse(""));
        number(rows, evidence.map(part -> Numerals.plain(part.contribution())).orElse(""));
        number(rows, Numerals.plain(node.value()));
        number(rows, evidence.map(part -> Numerals.plain(part.peak())).orElse(""));
        number(rows, evidence.map(part -> field(part.receptiveField())).orElse(""));
        boolean split = node.into().isPresent();
        number(rows, split ? Numerals.plain(node.remainder().positive()) : "");
        number(rows, split ? Numerals.plain(node.remainder().negative()) : "");
        number(rows, split ? Numerals.plain(node.remainder().unexplained()) : "");
        text(rows, evidence.map(part -> merged(part.merged())).orElse(""));
        rows.append("</tr>\n");
    }

    private static String field(Region field) {
        return field.y() + "–" + (field.bottom() - 1) + ", " + field.x() + "–" + (field.right() - 1);
    }

    private static String merged(List<MergedChannel> merged) {
        return merged.stream().map(other -> Integer.toString(other.channel())).collect(Collectors.joining(", "));
    }

    private static void text(StringBuilder rows, String text) {
        rows.append("<td>").append(HtmlText.escaped(text)).append("</td>");
    }

    private static void number(StringBuilder rows, String number) {
        rows.append("<td class=\"number\">").append(number).append("</td>");
    }
}
