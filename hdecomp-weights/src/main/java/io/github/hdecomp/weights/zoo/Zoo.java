package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.text.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The networks that are known by name. */
public final class Zoo {
    private static final Map<String, Supplier<ModelSpec>> NETWORKS = networks();

    private Zoo() {}

    private static Map<String, Supplier<ModelSpec>> networks() {
        Map<String, Supplier<ModelSpec>> networks = new LinkedHashMap<>();
        networks.put("vgg16", () -> Vgg.vgg16("vgg16", false));
        networks.put("vgg16_bn", () -> Vgg.vgg16("vgg16_bn", true));
        networks.put("vgg19", Vgg::vgg19);
        networks.put("alexnet", AlexNet::spec);
        networks.put("resnet18", () -> ResNet.basic("resnet18", 2, 2, 2, 2));
        networks.put("resnet34", () -> ResNet.basic("resnet34", 3, 4, 6, 3));
        networks.put("resnet50", () -> ResNet.bottleneck("resnet50", 3, 4, 6, 3));
        networks.put("squeezenet1_1", SqueezeNet::spec);
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            networks.put("cifar_resnet" + depth, () -> CifarResNet.spec(depth));
        }
        return networks;
    }

    /**
     * All names.
     *
     * @return in a fixed order
     */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * A network.
     *
     * @param name its name
     * @return its description
     * @throws IllegalArgumentException if there is no such network; lists all
     */
    public static ModelSpec find(String name) {
        Supplier<ModelSpec> network = NETWORKS.get(name);
        if (network == null) {
            throw new IllegalArgumentException("no network is called " + name + " ("
                    + Suggestions.sentence(name, names()) + "); there are " + String.join(", ", names()));
        }
        return network.get();
    }
}
