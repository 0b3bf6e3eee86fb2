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
    /** Convolutions of each stage. */
    private static final int[] VGG16 = {2, 2, 3, 3, 3};

    private static final int[] VGG19 = {2, 2, 4, 4, 4};

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
        networks.put("keras_vgg16", imageNet(classes -> KerasVgg.classifier("keras_vgg16", classes, VGG16)));
        networks.put("keras_vgg19", imageNet(classes -> KerasVgg.classifier("keras_vgg19", classes, VGG19)));
        networks.put("keras_resnet50", imageNet(classes -> KerasResNet.classifier("keras_resnet50", classes)));
        networks.put("keras_vgg16_notop", extractor(KerasVgg.extractor("keras_vgg16_notop", VGG16)));
        networks.put("keras_vgg19_notop", extractor(KerasVgg.extractor("keras_vgg19_notop", VGG19)));
        networks.put("keras_resnet50_notop", extractor(KerasResNet.extractor("keras_resnet50_notop")));
        networks.put("demo_vgg", new Entry(DemoVgg::labels, DemoVgg::spec));
        networks.put("tiny_vgg", new Entry(TinyVgg::labels, TinyVgg::spec));
        return networks;
    }

    /** A network without classes is the same for any number of them. */
    private static Entry extractor(ModelSpec spec) {
        return new Entry(List::of, classes -> spec);
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
