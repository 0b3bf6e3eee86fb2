package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Descriptions of single layers. */
final class Nodes {
    private Nodes() {}

    static NodeSpec of(String operator, Attributes attributes, int inputs, Shape... parameters) {
        String[] roles = operator.equals("BatchNormalization")
                ? new String[] {"weight", "bias", "mean", "var"}
                : new String[] {"weight", "bias"};
        List<ParameterSpec> specs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            specs.add(new ParameterSpec("layer." + roles[i], parameters[i]));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            names.add("x" + i);
        }
        return new NodeSpec("layer", operator, names, specs, attributes);
    }

    static Attributes window(Naive.Geometry g) {
        return Attributes.none()
                .with("kernel_shape", g.kh(), g.kw())
                .with("strides", g.sh(), g.sw())
                .with("pads", g.top(), g.left(), g.bottom(), g.right())
                .with("dilations", g.dh(), g.dw());
    }
}
