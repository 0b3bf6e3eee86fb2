package io.github.hdecomp.weights.torch;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.weights.storage.FileStream;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the files of {@code torch.save} since PyTorch 1.6: a zip archive with a pickle, {@code data.pkl}, and one entry
 * {@code data/KEY} of raw values per storage, all in one folder of any name.
 */
public final class TorchZipReader implements WeightReader {
    private static final int MAGIC = 0x04034b50;
    private static final String PICKLE = "data.pkl";
    private static final int MOST_PICKLE_BYTES = 1 << 26;

    /** A reader. */
    public TorchZipReader() {}

    @Override
    public String format() {
        return "PyTorch zip archive";
    }

    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        return head.remaining() >= Integer.BYTES && head.getInt(head.position()) == MAGIC;
    }

    @Override
    public Weights open(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        try {
            return open(file, ZipDirectory.read(file).entries());
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static Weights open(SourceFile file, Map<String, ZipDirectory.Entry> entries) throws IOException {
        String root = root(file, entries);
        ZipDirectory.Entry pickle = entry(file, entries, root + PICKLE);
        if (pickle.size() > MOST_PICKLE_BYTES) {
            throw file.malformed(
                    pickle.position(), "a pickle of " + pickle.size() + " bytes, at most " + MOST_PICKLE_BYTES);
        }
        FileStream stream = new FileStream(file, pickle.position(), pickle.size());
        Object object = TensorUnpickler.read(stream, PersistentIds::storage);
        Map<String, PickledTensor> tensors = StateDicts.find(object, file, stream.position());
        ByteOrder order = order(file, entries, root);
        return new FileWeights(
                file.name(),
                List.of(file),
                StateDicts.resolve(tensors, storage -> place(file, entries, root, storage, order), file));
    }

    private static String root(SourceFile file, Map<String, ZipDirectory.Entry> entries) throws IOException {
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw file.malformed(
                    0,
                    "a zip archive with " + pickles.size() + " entries " + PICKLE
                            + ", expected the one of a file that torch.save wrote");
        }
        String root = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
        if (entries.containsKey(root + "constants.pkl")) {
            throw file.malformed(
                    0,
                    "a TorchScript archive, which holds a program; save the weights with"
                            + " torch.save(model.state_dict(), file), or export the network to ONNX");
        }
        return root;
    }

    private static ZipDirectory.Entry entry(SourceFile file, Map<String, ZipDirectory.Entry> entries, String name)
            throws IOException {
        ZipDirectory.Entry entry = entries.get(name);
        if (entry == null) {
            throw file.malformed(file.size(), "the archive has no entry " + name + "; it is damaged");
        }
        return entry;
    }

    /** Files before version 2.1 do not say and are little-endian. */
    private static ByteOrder order(SourceFile file, Map<String, ZipDirectory.Entry> entries, String root)
            throws IOException {
        ZipDirectory.Entry entry = entries.get(root + "byteorder");
        if (entry == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String word = new String(file.bytes(entry.position(), Math.min(entry.size(), 16)), StandardCharsets.US_ASCII);
        return switch (word) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw file.malformed(entry.position(), "byte order " + word + ", expected little or big");
        };
    }

    private static Storage place(
            SourceFile file,
            Map<String, ZipDirectory.Entry> entries,
            String root,
            PickledStorage storage,
            ByteOrder order)
            throws IOException {
        ZipDirectory.Entry entry = entry(file, entries, root + "data/" + storage.key());
        if (storage.count() != entry.size() / storage.type().width()) {
            throw file.malformed(
                    entry.position(),
                    "storage " + storage.key() + " has " + entry.size() + " bytes, but should have " + storage.count()
                            + " values of " + storage.type());
        }
        return Storage.of(file, storage.type(), order, entry.position(), storage.count(), "storage " + storage.key());
    }
}
