package io.github.hdecomp.nd4j;

import io.github.hdecomp.attribution.AdaSise;
import io.github.hdecomp.attribution.Baseline;
import io.github.hdecomp.attribution.ClassActivationMap;
import io.github.hdecomp.attribution.Clrp1;
import io.github.hdecomp.attribution.Clrp2;
import io.github.hdecomp.attribution.Conductance;
import io.github.hdecomp.attribution.Contrast;
import io.github.hdecomp.attribution.DeconvNet;
import io.github.hdecomp.attribution.ExcitationBackprop;
import io.github.hdecomp.attribution.GapSaliency;
import io.github.hdecomp.attribution.GradCam;
import io.github.hdecomp.attribution.GradCamPlusPlus;
import io.github.hdecomp.attribution.GradientTimesInput;
import io.github.hdecomp.attribution.GuidedBackpropagation;
import io.github.hdecomp.attribution.GuidedGradCam;
import io.github.hdecomp.attribution.IntegratedGradCam;
import io.github.hdecomp.attribution.IntegratedGradients;
import io.github.hdecomp.attribution.InternalInfluence;
import io.github.hdecomp.attribution.LayerCam;
import io.github.hdecomp.attribution.Lrp;
import io.github.hdecomp.attribution.MaskFusion;
import io.github.hdecomp.attribution.Quadrature;
import io.github.hdecomp.attribution.RelevanceStart;
import io.github.hdecomp.attribution.Rise;
import io.github.hdecomp.attribution.Rivals;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.SaliencyContract;
import io.github.hdecomp.attribution.Score;
import io.github.hdecomp.attribution.ScoreCam;
import io.github.hdecomp.attribution.Sise;
import io.github.hdecomp.attribution.SmoothGrad;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.relevance.RelevanceRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every method keeps the contract. */
class SaliencyMethodsTest {

    abstract static class Contract extends SaliencyContract {
        @Override
        protected Model model(ModelSpec spec, Weights weights, int threads) {
            return new Nd4jBackend()
                    .build(spec, weights, ModelOptions.defaults().withThreads(threads));
        }
    }

    @Nested
    class Gradient extends Contract {
        @Override
        protected Saliency method() {
            return VanillaGradient.defaults();
        }
    }

    @Nested
    class TimesInput extends Contract {
        @Override
        protected Saliency method() {
            return GradientTimesInput.defaults();
        }
    }

    @Nested
    class Guided extends Contract {
        @Override
        protected Saliency method() {
            return GuidedBackpropagation.defaults();
        }
    }

    @Nested
    class GuidedCam extends Contract {
        @Override
        protected Saliency method() {
            return GuidedGradCam.defaults();
        }
    }

    @Nested
    class Deconv extends Contract {
        @Override
        protected Saliency method() {
            return DeconvNet.defaults();
        }
    }

    @Nested
    class Smooth extends Contract {
        @Override
        protected Saliency method() {
            return new SmoothGrad(VanillaGradient.defaults(), 3, 0.15, false, 7);
        }
    }

    @Nested
    class SmoothSquared extends Contract {
        @Override
        protected Saliency method() {
            return new SmoothGrad(GradCam.defaults(), 3, 0.15, true, 7);
        }
    }

    @Nested
    class Integrated extends Contract {
        @Override
        protected Saliency method() {
            return new IntegratedGradients(5, Quadrature.GAUSS_LEGENDRE, Baseline.ZERO);
        }
    }

    @Nested
    class FromBlack extends Contract {
        @Override
        protected Saliency method() {
            return new IntegratedGradients(4, Quadrature.TRAPEZOID, Baseline.BLACK);
        }
    }

    @Nested
    class ConductanceOfLayer extends Contract {
        @Override
        protected Saliency method() {
            return new Conductance(Optional.empty(), 4, Quadrature.ENDPOINTS, Conductance.At.BOTH, Baseline.ZERO);
        }
    }

    @Nested
    class ConductanceOfCaptum extends Contract {
        @Override
        protected Saliency method() {
            return new Conductance(Optional.empty(), 3, Quadrature.GAUSS_LEGENDRE, Conductance.At.LEFT, Baseline.ZERO);
        }
    }

    @Nested
    class Influence extends Contract {
        @Override
        protected Saliency method() {
            return new InternalInfluence(Optional.empty(), 4, Quadrature.LEFT, Baseline.ZERO, false);
        }
    }

    @Nested
    class Cam extends Contract {
        @Override
        protected Saliency method() {
            return ClassActivationMap.defaults();
        }

        @Override
        protected boolean explainsNeurons() {
            return false;
        }
    }

    @Nested
    class Grad extends Contract {
        @Override
        protected Saliency method() {
            return new GradCam(Optional.empty(), false);
        }
    }

    @Nested
    class PlusPlus extends Contract {
        @Override
        protected Saliency method() {
            return GradCamPlusPlus.defaults();
        }
    }

    @Nested
    class PlusPlusOfAuthors extends Contract {
        @Override
        protected Saliency method() {
            return new GradCamPlusPlus(Optional.empty(), true);
        }
    }

    @Nested
    class Layer extends Contract {
        @Override
        protected Saliency method() {
            return LayerCam.defaults();
        }
    }

    @Nested
    class IntegratedCam extends Contract {
        @Override
        protected Saliency method() {
            return new IntegratedGradCam(
                    Optional.empty(), 4, Quadrature.LEFT, Baseline.ZERO, true, IntegratedGradCam.Scale.SUM_OF_STEPS);
        }
    }

    @Nested
    class Scored extends Contract {
        @Override
        protected Saliency method() {
            return ScoreCam.defaults();
        }
    }

    @Nested
    class ScoredBySoftmax extends Contract {
        @Override
        protected Saliency method() {
            return new ScoreCam(Optional.empty(), ScoreCam.Weighting.SOFTMAX);
        }

        /** The softmax of equal scores gives every channel its share. */
        @Override
        protected boolean contrastWithItselfIsNothing() {
            return false;
        }
    }

    @Nested
    class ScoredByIncrease extends Contract {
        @Override
        protected Saliency method() {
            return new ScoreCam(Optional.empty(), ScoreCam.Weighting.INCREASE);
        }

        /** The softmax of equal scores gives every channel its share. */
        @Override
        protected boolean contrastWithItselfIsNothing() {
            return false;
        }
    }

    @Nested
    class RandomMasks extends Contract {
        @Override
        protected Saliency method() {
            return new Rise(40, 3, 0.5, Score.PROBABILITY, 3);
        }
    }

    @Nested
    class SampledHard extends Contract {
        @Override
        protected Saliency method() {
            return Sise.defaults();
        }
    }

    @Nested
    class SampledSoft extends Contract {
        @Override
        protected Saliency method() {
            return new Sise(List.of(), 0, Score.VALUE, MaskFusion.SOFT);
        }
    }

    @Nested
    class SampledAdaptively extends Contract {
        @Override
        protected Saliency method() {
            return new AdaSise(List.of(), Score.PROBABILITY, MaskFusion.PRODUCT);
        }
    }

    @Nested
    class Tree extends Contract {
        @Override
        protected Saliency method() {
            return GapSaliency.defaults();
        }
    }

    @Nested
    class WholeTree extends Contract {
        @Override
        protected Saliency method() {
            return new GapSaliency(2, List.of(), GapSaliency.Weighting.SHARES, true);
        }
    }

    @Nested
    class Relevance extends Contract {
        @Override
        protected Saliency method() {
            return Lrp.defaults();
        }
    }

    @Nested
    class RelevanceByTwoTerms extends Contract {
        @Override
        protected Saliency method() {
            return new Lrp(RelevanceRules.epsilonAlpha2Beta1(), RelevanceStart.ONE, Tap.of("relu1"));
        }
    }

    @Nested
    class ContrastOfClasses extends Contract {
        @Override
        protected Saliency method() {
            return Clrp1.defaults();
        }
    }

    @Nested
    class ContrastOfClassesByDifference extends Contract {
        @Override
        protected Saliency method() {
            return new Clrp1(RelevanceRules.epsilonPlus(), Rivals.UNIFORM, Contrast.DIFFERENCE, true);
        }
    }

    @Nested
    class ContrastOfWeights extends Contract {
        @Override
        protected Saliency method() {
            return Clrp2.defaults();
        }
    }

    @Nested
    class Excitation extends Contract {
        @Override
        protected Saliency method() {
            return ExcitationBackprop.defaults();
        }
    }

    @Nested
    class ExcitationInContrast extends Contract {
        @Override
        protected Saliency method() {
            return ExcitationBackprop.contrast();
        }
    }
}
