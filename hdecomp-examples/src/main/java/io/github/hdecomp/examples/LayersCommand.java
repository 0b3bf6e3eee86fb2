package io.github.hdecomp.examples;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the layers of a network. */
@Command(
        name = "layers",
        description =
                "Prints a network's layers with shapes, receptive fields and numbers of parameters; with its weights, also"
                        + " how each is computed.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class LayersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Override
    public Integer call() throws IOException {
        Optional<NetworkFile> file = network.open(command.commandLine().getErr());
        if (file.isEmpty()) {
            ModelSpec spec = Models.spec(network.architecture().orElseThrow());
            print(spec, Backend.find().layers(spec));
            return 0;
        }
        try (NetworkFile found = file.get();
                Model model = Models.build(found.spec(), found.weights(), ModelOptions.defaults())) {
            command.commandLine().getOut().println("Network: " + found.origin() + ".");
            print(found.spec(), model.layers());
        }
        return 0;
    }

    private void print(ModelSpec spec, List<LayerInfo> layers) {
        PrintWriter writer = command.commandLine().getOut();
        int width =
                layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
        String format = "%-" + width + "s  %-20s %-16s %9s %7s %12s  %s";
        writer.println(String.format(
                        Locale.ROOT,
                        format,
                        "layer",
                        "operator",
                        "(C, H, W)",
                        "field",
                        "stride",
                        "parameters",
                        "engine")
                .stripTrailing());
        for (LayerInfo layer : layers) {
            writer.println(String.format(
                            Locale.ROOT,
                            format,
                            layer.name(),
                            layer.operator(),
                            layer.output(),
                            layer.receptiveField(),
                            layer.stride(),
                            layer.parameters() == 0 ? "" : layer.parameters(),
                            layer.engine())
                    .stripTrailing());
        }
        writer.println();
        writer.println(String.format(Locale.ROOT, "%,d parameters", spec.parameterCount()));
        writer.println("stages: " + spec.stages().stream().map(Tap::name).collect(Collectors.joining(", ")));
        spec.aliases().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(alias -> writer.println(alias.getKey() + " is another name of " + alias.getValue()));
        writer.flush();
    }
}
