package io.github.hdecomp.examples;

import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Small networks for scenes, with random weights. */
public final class SceneNets {
    private SceneNets() {}

    /** A network of three stages. */
    public static ModelSpec spec() {
        ModelSpecBuilder net = ModelSpec.builder("scene_net", 3, Scenes.SIZE, Scenes.SIZE);
        List<String> stages = new ArrayList<>();
        int channels = 3;
        for (int stage = 1; stage <= 3; stage++) {
            net.conv("conv" + stage, channels, 8 * stage, 3, 1, 1).relu("relu" + stage);
            channels = 8 * stage;
            stages.add(net.current());
            if (stage < 3) {
                net.maxPool("pool" + stage, 2, 2, 0, false);
            }
        }
        return net.globalAvgPool("gap")
                .flatten("flatten")
                .linear("fc", channels, Scenes.CLASSES)
                .stages(stages.toArray(String[]::new))
                .preprocessing(Preprocessing.unit(Scenes.SIZE, Scenes.SIZE))
                .build();
    }

    /** The network, ready to run. */
    public static Model model() throws IOException {
        return Models.build(spec(), Weights.random(spec(), 5), ModelOptions.defaults());
    }
}
