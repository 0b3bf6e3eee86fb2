package io.github.hdecomp.weights.download;

import io.github.hdecomp.text.Suggestions;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights that torchvision publishes for networks that are known by name, trained on ImageNet. */
public final class Published {
    /** Where they are published. */
    public static final URI SERVER = URI.create("https://download.pytorch.org/models/");

    private static final Map<String, PublishedFile> FILES = files();

    private Published() {}

    private static Map<String, PublishedFile> files() {
        Map<String, PublishedFile> files = new LinkedHashMap<>();
        files.put("vgg16", new PublishedFile("vgg16-397923af.pth", 527.796));
        files.put("vgg16_bn", new PublishedFile("vgg16_bn-6c64b313.pth", 527.866));
        files.put("vgg19", new PublishedFile("vgg19-dcbb9e9d.pth", 548.051));
        files.put("alexnet", new PublishedFile("alexnet-owt-7be5be79.pth", 233.087));
        files.put("resnet18", new PublishedFile("resnet18-f37072fd.pth", 44.661));
        files.put("resnet34", new PublishedFile("resnet34-b627a593.pth", 83.275));
        files.put("resnet50", new PublishedFile("resnet50-0676ba61.pth", 97.781));
        files.put("squeezenet1_1", new PublishedFile("squeezenet1_1-b8a52dc0.pth", 4.729));
        return files;
    }

    /**
     * The networks with published weights.
     *
     * @return such as {@code resnet18}
     */
    public static List<String> names() {
        return new ArrayList<>(FILES.keySet());
    }

    /**
     * The file of a network.
     *
     * @param architecture its name
     * @return the file
     * @throws IllegalArgumentException if none is published for a network of this name; lists all
     */
    public static PublishedFile find(String architecture) {
        PublishedFile file = FILES.get(architecture);
        if (file == null) {
            throw new IllegalArgumentException("no weights are published for " + architecture + " ("
                    + Suggestions.sentence(architecture, names()) + "); there are those of "
                    + String.join(", ", names()));
        }
        return file;
    }
}
