package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a network, or the part of it above one layer, as a TorchScript archive: a zip of code, of a pickled module that names
 * its tensors, and of their values. It needs no Python.
 */
public final class TorchScriptFile {
    private TorchScriptFile() {}

    /**
     * Writes a file.
     *
     * @param spec the network
     * @param weights its weights
     * @param from the layer whose output the module takes, or {@code input}; it cuts the graph in two
     * @param file is replaced; its name without {@code .pt} is the name of the zip's folder
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if PyTorch has no operator for a layer
     */
    public static void write(ModelSpec spec, Weights weights, String from, Path file) throws IOException {
        TorchCode code = new TorchCode(spec, from);
        String folder = file.getFileName().toString().replaceFirst("\\.pt$", "") + "/";
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
            store(zip, folder + "data.pkl", module(code.parameters()));
            store(zip, folder + "code/__torch__.py", code.source().getBytes(StandardCharsets.UTF_8));
            store(zip, folder + "constants.pkl", new Pickle().op(")").toBytes());
            for (int i = 0; i < code.parameters().size(); i++) {
                RawFloats values = new RawFloats(code.parameters().get(i).name(), weights);
                long size =
                        (long) Float.BYTES * code.parameters().get(i).shape().size();
                store(zip, folder + "data/" + i, size, values::writeTo);
            }
            store(zip, folder + "version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] module(List<ParameterSpec> parameters) {
        Pickle pickle = new Pickle().global("__torch__", "Net").op(")\u0081}(");
        pickle.text("training").op("\u0089");
        for (int i = 0; i < parameters.size(); i++) {
            pickle.text("p" + i).tensor(Integer.toString(i), parameters.get(i).shape());
        }
        return pickle.op("ub").toBytes();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        store(zip, name, content.length, out -> out.write(content));
    }

    /** PyTorch reads entries that are not compressed, whose checksum precedes them: contents are produced twice. */
    private static void store(ZipOutputStream zip, String name, long size, Message.Content content) throws IOException {
        CRC32 checksum = new CRC32();
        content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }
}
