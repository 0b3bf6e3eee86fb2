package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.text.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The networks that are known by name. */
public final class Zoo {
    private static final Map<String, Entry> NETWORKS = networks();

    private Zoo() {}

    /**
     * A network, for any number of classes.
     *
     * @param labels of the classes of the published weights
     * @param spec by number of classes
     */
    private record Entry(Supplier<List<String>> labels, IntFunction<ModelSpec> spec) {
        ModelSpec of(int classes) {
            List<String> names = labels.get();
            ModelSpec plain = spec.apply(classes);
            return classes == names.size() ? plain.withLabels(names) : plain;
        }
    }

    private static Map<String, Entry> networks() {
        Map<String, Entry> networks = new LinkedHashMap<>();
        networks.put("vgg16", imageNet(classes -> Vgg.vgg16("vgg16", false, classes)));
        networks.put("vgg16_bn", imageNet(classes -> Vgg.vgg16("vgg16_bn", true, classes)));
        networks.put("vgg19", imageNet(Vgg::vgg19));
        networks.put("alexnet", imageNet(AlexNet::spec));
        networks.put("resnet18", imageNet(classes -> ResNet.basic("resnet18", classes, 2, 2, 2, 2)));
        networks.put("resnet34", imageNet(classes -> ResNet.basic("resnet34", classes, 3, 4, 6, 3)));
        networks.put("resnet50", imageNet(classes -> ResNet.bottleneck("resnet50", classes, 3, 4, 6, 3)));
        networks.put("squeezenet1_1", imageNet(SqueezeNet::spec));
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            networks.put(
                    "cifar_resnet" + depth, new Entry(Labels::cifar10, classes -> CifarResNet.spec(depth, classes)));
        }
        networks.put("tiny_vgg", new Entry(TinyVgg::labels, TinyVgg::spec));
        return networks;
    }

    private static Entry imageNet(IntFunction<ModelSpec> spec) {
        return new Entry(Labels::imageNet, spec);
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
     * A network for the classes that its published weights tell apart.
     *
     * @param name its name
     * @return its description, with labels
     * @throws IllegalArgumentException if there is no such network; lists all
     */
    public static ModelSpec find(String name) {
        Entry network = entry(name);
        return network.of(network.labels.get().size());
    }

    /**
     * A network for classes of one's own, as after fine-tuning.
     *
     * @param name its name
     * @param classes how many, at least 1
     * @return its description; with labels if it has as many classes as the published weights
     * @throws IllegalArgumentException if there is no such network; lists all
     */
    public static ModelSpec find(String name, int classes) {
        return entry(name).of(classes);
    }

    private static Entry entry(String name) {
        Entry network = NETWORKS.get(name);
        if (network == null) {
            throw new IllegalArgumentException("no network is called " + name + " ("
                    + Suggestions.sentence(name, names()) + "); there are " + String.join(", ", names()));
        }
        return network;
    }
}
