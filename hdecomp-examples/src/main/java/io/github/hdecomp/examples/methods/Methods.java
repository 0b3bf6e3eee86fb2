package io.github.hdecomp.examples.methods;

import io.github.hdecomp.attribution.AdaSise;
import io.github.hdecomp.attribution.ClassActivationMap;
import io.github.hdecomp.attribution.Clrp1;
import io.github.hdecomp.attribution.Clrp2;
import io.github.hdecomp.attribution.Conductance;
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
import io.github.hdecomp.attribution.Rise;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.ScoreCam;
import io.github.hdecomp.attribution.Sise;
import io.github.hdecomp.attribution.SmoothGrad;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.text.Suggestions;
import java.util.List;

/** The methods that commands offer, with their default parameters: one line each. */
public final class Methods {
    private static final List<Saliency> ALL = List.of(
            VanillaGradient.defaults(),
            GradientTimesInput.defaults(),
            GuidedBackpropagation.defaults(),
            GuidedGradCam.defaults(),
            DeconvNet.defaults(),
            SmoothGrad.defaults(),
            IntegratedGradients.defaults(),
            Conductance.defaults(),
            InternalInfluence.defaults(),
            ClassActivationMap.defaults(),
            GradCam.defaults(),
            GradCamPlusPlus.defaults(),
            LayerCam.defaults(),
            IntegratedGradCam.defaults(),
            ScoreCam.defaults(),
            Rise.defaults(),
            Sise.defaults(),
            AdaSise.defaults(),
            Lrp.defaults(),
            Clrp1.defaults(),
            Clrp2.defaults(),
            ExcitationBackprop.defaults(),
            GapSaliency.defaults());

    private Methods() {}

    /**
     * All methods.
     *
     * @return with their defaults, in the order in which tables show them
     */
    public static List<Saliency> all() {
        return ALL;
    }

    /**
     * The names of all methods.
     *
     * @return in the order of {@link #all}
     */
    public static List<String> names() {
        return ALL.stream().map(Saliency::name).toList();
    }

    /**
     * A method.
     *
     * @param name its name
     * @return the method with its defaults
     * @throws IllegalArgumentException if there is none of this name; names the nearest
     */
    public static Saliency find(String name) {
        return ALL.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no method is called " + name + "; " + Suggestions.sentence(name, names())));
    }
}
