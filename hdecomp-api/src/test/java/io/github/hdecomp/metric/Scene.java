package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A picture of 8 by 8 pixels in two channels, all of them 1, and a network that sees a square object of 4 by 4 pixels and nothing
 * else: class 0 scores 0, class 1 an eighth of the sum over the object's 32 values, which is 4.
 */
final class Scene {
    static final Shape INPUT = Shape.of(2, 8, 8);
    static final Mask OBJECT = Mask.of(new Extent(8, 8), List.of(new Region(2, 3, 4, 4)));

    private Scene() {}

    static Model model() {
        return FunctionModel.of(input -> {
            float sum = 0;
            for (int i = 0; i < input.size(); i++) {
                sum += OBJECT.contains(i % 64) ? input.get(i) : 0;
            }
            return new float[] {0, sum / 8};
        });
    }

    static Tensor picture() {
        float[] values = new float[128];
        Arrays.fill(values, 1);
        return Tensor.of(INPUT, values);
    }

    /** What the network looks at. */
    static Tensor perfect() {
        return map(1, 0);
    }

    /** What it does not look at. */
    static Tensor worst() {
        return map(0, 1);
    }

    static Tensor map(float inside, float outside) {
        float[] values = new float[64];
        for (int i = 0; i < 64; i++) {
            values[i] = OBJECT.contains(i) ? inside : outside;
        }
        return Tensor.of(Shape.of(1, 8, 8), values);
    }

    static Question question(Model model) {
        Tensor picture = picture();
        return new Question(
                model,
                picture,
                model.predict(picture),
                new ClassDecision(1),
                Optional.of(new GroundTruth(OBJECT, false, true)));
    }

    static Explanation explained(Tensor values) {
        return explained(question(model()), values);
    }

    static Explanation explained(Question question, Tensor values) {
        return explained(question, MapMethod.always(values));
    }

    static Explanation explained(Question question, MapMethod method) {
        Attribution attribution = method.explain(question.model(), question.input(), question.target());
        return Explanation.of(question, method, attribution, Reduction.SUM);
    }

    static double value(Metric metric, Explanation explanation) {
        Score score = metric.score(explanation);
        assertThat(score.value()).as(metric.name() + ": " + score.remark()).isPresent();
        assertThat(metric.range().contains(score.value().getAsDouble()))
                .as(metric.name() + ": " + score.value() + " in " + metric.range())
                .isTrue();
        return score.value().getAsDouble();
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
