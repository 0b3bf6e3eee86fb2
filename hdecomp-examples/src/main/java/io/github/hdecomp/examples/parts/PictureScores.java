package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All measures of one picture and its counterfactual. */
final class PictureScores {
    private final long index;
    private final Look look;
    private final Look counterfactual;
    private final Truth truth;
    private final Truth swapped;
    private final List<Observation> observations = new ArrayList<>();

    PictureScores(long index, Look look, Look counterfactual, int tolerance) {
        this.index = index;
        this.look = look;
        this.counterfactual = counterfactual;
        this.truth = new Truth(look.picture(), tolerance);
        this.swapped = new Truth(counterfactual.picture(), tolerance);
    }

    /** Takes all measures. */
    List<Observation> take(List<PartsMethod> methods) {
        List<Tap> stages = look.exploration().model().stages();
        for (Question question : Question.values()) {
            for (PartsMethod method : methods) {
                for (Tap stage : PartsBenchmark.stages(look.exploration().model())) {
                    if (method.sees(stage)) {
                        judge(question, method, stage);
                    }
                }
            }
            for (int i = 1; i < stages.size(); i++) {
                consistency(question, stages.get(i), stages.get(i - 1));
            }
        }
        return observations;
    }

    private Scene scene() {
        return look.picture().scene();
    }

    private void add(Question question, Measure measure, String method, Tap stage, double value, double chance) {
        observations.add(
                new Observation(question, measure, method, stage.name(), index, scene().sceneClass(), value, chance));
    }

    private void judge(Question question, PartsMethod method, Tap stage) {
        Found found = method.find(look, question.of(scene().sceneClass()), stage);
        Mask target = truth.target(truth.deciding());
        Mask exact = truth.mask(truth.deciding());
        boolean hit = found.peak().isPresent() && target.contains(found.peak().getAsInt());
        add(question, Measure.POINTING, method.name(), stage, hit ? 1 : 0, target.share());
        if (method.onlyPoints()) {
            return;
        }
        double deciding = found.share(exact);
        Mask background = truth.mask(Part.BACKGROUND);
        double behind = found.share(background);
        add(question, Measure.SHARE, method.name(), stage, deciding, exact.share());
        double common = 1 - exact.share() - background.share();
        add(question, Measure.COMMON_SHARE, method.name(), stage, 1 - deciding - behind, common);
        add(question, Measure.BACKGROUND_SHARE, method.name(), stage, behind, background.share());
        if (!found.points().isEmpty()) {
            coverage(question, method, stage, found.points());
        }
        gain(question, method, stage);
    }

    /** Chance: as many points, anywhere in the picture. */
    private void coverage(Question question, PartsMethod method, Tap stage, List<Integer> points) {
        List<Part> parts = truth.parts();
        double covered = 0;
        double byChance = 0;
        for (Part part : parts) {
            Mask target = truth.target(part);
            covered += points.stream().anyMatch(target::contains) ? 1 : 0;
            byChance += 1 - Math.pow(1 - target.share(), points.size());
        }
        add(question, Measure.COVERAGE, method.name(), stage, covered / parts.size(), byChance / parts.size());
    }

    /** Looks for the evidence of the partner on both parts together, which are the same pixels before and after the swap. */
    private void gain(Question question, PartsMethod method, Tap stage) {
        Decision partner = question.of(scene().sceneClass().partner());
        Mask both = truth.mask(truth.deciding()).or(swapped.mask(swapped.deciding()));
        double before = method.find(look, partner, stage).share(both);
        double after = method.find(counterfactual, partner, stage).share(both);
        // Where nothing speaks for the partner, it has no share to lose.
        double gained = after - (Double.isNaN(before) ? 0 : before);
        add(question, Measure.GAINED_SHARE, method.name(), stage, gained, 0);
        double gain = Double.isNaN(gained) ? Double.NaN : gained > 0 ? 1 : 0;
        add(question, Measure.GAIN, method.name(), stage, gain, 0.5);
    }

    /** Undefined where the strongest neuron lies on no part of the object. Chance: anywhere in its receptive field. */
    private void consistency(Question question, Tap upper, Tap lower) {
        Optional<EvidenceNode> strongest = look.heaviest(question.of(scene().sceneClass()), upper);
        double value = Double.NaN;
        double chance = Double.NaN;
        if (strongest.isPresent() && !strongest.get().children().isEmpty()) {
            Part part = truth.at(Pixels.of(strongest.get(), look, upper));
            if (part != Part.BACKGROUND) {
                Mask own = truth.target(part);
                List<EvidenceNode> children = strongest.get().children();
                value = children.stream()
                        .filter(child -> own.contains(Pixels.of(child, look, lower)))
                        .count();
                value /= children.size();
                Region field = strongest.get().evidence().orElseThrow().receptiveField();
                chance = own.crop(field).share();
            }
        }
        add(question, Measure.CONSISTENCY, new EvidenceTreeMethod(false).name(), upper, value, chance);
    }
}
