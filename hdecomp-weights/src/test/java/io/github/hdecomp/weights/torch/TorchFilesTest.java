package io.github.hdecomp.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import io.github.hdecomp.weights.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that PyTorch wrote, whole, and those that must be refused. */
class TorchFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path copy(String resource) throws IOException {
        return Files.write(folder.resolve(resource), Expected.bytes(resource));
    }

    /** Checkpoints with a {@code state_dict} and a {@code module.} prefix, parameters, tensors that were on a GPU. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "small.safetensors",
                "small.zip.pth",
                "small.legacy.pth",
                "small.tar.pth",
                "small.cudatag.legacy.pth",
                "checkpoint.zip.pth",
                "checkpoint.legacy.pth",
                "parameters.zip.pth",
                "parameters.legacy.pth"
            })
    void everyContainerHoldsTheSameNetwork(String resource) throws IOException {
        Map<String, Tensor> expected = new LinkedHashMap<>(Expected.tensors("small.expected.json"));
        expected.remove("features.1.num_batches_tracked");
        try (Weights weights = Models.open(copy(resource))) {
            assertThat(weights.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            expected.forEach((name, tensor) -> assertThat(weights.tensor(name)).isEqualTo(tensor));
        }
    }

    @Test
    void namesKeepTheOrderOfTheFile() throws IOException {
        try (Weights weights = Models.open(copy("small.zip.pth"))) {
            assertThat(weights.names())
                    .startsWith("features.0.weight", "features.1.weight", "features.1.bias")
                    .endsWith("classifier.weight", "classifier.bias");
        }
    }

    @Test
    void bfloat16AndBool() throws IOException {
        try (Weights weights = Models.open(copy("odd.bf16.zip.pth"))) {
            assertThat(weights.tensor("bf").toArray())
                    .containsExactly(1f, -2.5f, (float) 3.00405527047391e+38, (float) 9.183549615799121e-41);
            assertThat(weights.tensor("b").toArray()).containsExactly(1f, 0f);
        }
    }

    /** A storage that is a part of another one. */
    @Test
    void viewsOfStorages() throws IOException {
        try (Weights weights = Models.open(copy("view.tar.pth"))) {
            float[] root = weights.tensor("root").toArray();
            float[] view = weights.tensor("view").toArray();
            assertThat(root).hasSize(10);
            assertThat(view).hasSize(3).containsExactly(root[4], root[5], root[6]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad.evil.zip.pth         | names posix.system, which is refused",
                "bad.evil.legacy.pth      | names posix.system, which is refused",
                "bad.truncated.zip.pth    | no directory at its end; it is truncated",
                "bad.truncated.legacy.pth | bytes; it is truncated",
                "bad.truncated.tar.pth    | truncated",
                "bad.truncated.safetensors| truncated",
                "bad.hugeheader.safetensors| header of ",
            })
    void hostileAndDamagedFiles(String resource, String complaint) throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Path file = copy(resource);
            assertThatThrownBy(() -> Models.open(file))
                    .isInstanceOf(MalformedWeightsException.class)
                    .hasMessageStartingWith(file + ": at byte ")
                    .hasMessageContaining(complaint)
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void refused(WeightReader reader, Path file, String complaint) {
        assertThatThrownBy(() -> reader.open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining(complaint);
    }

    private void refusedPickle(PickleBytes pickle, String complaint) throws IOException {
        Path file = Archives.torch(folder.resolve("hostile.pth"), pickle.end(), new byte[16]);
        refused(new TorchZipReader(), file, complaint);
    }

    @Test
    void archivesThatAreNone() throws IOException {
        byte[] pickle = PickleBytes.tensor("FloatStorage", 4, 0, new int[] {4}, new int[] {1})
                .end();
        Map<String, byte[]> entries = new LinkedHashMap<>(Map.of("a/data.pkl", pickle, "a/data/0", new byte[16]));
        Path file = folder.resolve("a.pth");
        refused(new TorchZipReader(), Archives.zip(file, ZipEntry.DEFLATED, entries), "compressed or encrypted");
        entries.put("a/constants.pkl", new byte[1]);
        refused(
                new TorchZipReader(),
                Archives.zip(file, ZipEntry.STORED, entries),
                "a TorchScript archive, which holds a program; save the weights with torch.save(model.state_dict()");
        entries.remove("a/constants.pkl");
        entries.put("a/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
        refused(new TorchZipReader(), Archives.zip(file, ZipEntry.STORED, entries), "byte order middle");
        entries.remove("a/data.pkl");
        refused(new TorchZipReader(), Archives.zip(file, ZipEntry.STORED, entries), "with 0 entries data.pkl");
    }

    @Test
    void bigEndianArchives() throws IOException {
        byte[] pickle = PickleBytes.tensor("FloatStorage", 1, 0, new int[] {}, new int[] {})
                .end();
        Path file = Archives.zip(
                folder.resolve("big.pth"),
                ZipEntry.STORED,
                Map.of(
                        "b/data.pkl",
                        pickle,
                        "b/data/0",
                        new byte[] {0x3f, (byte) 0xc0, 0, 0},
                        "b/byteorder",
                        "big".getBytes(StandardCharsets.US_ASCII)));
        try (Weights weights = new TorchZipReader().open(file)) {
            assertThat(weights.tensor("w")).isEqualTo(Tensor.of(Shape.of(), 1.5f));
        }
    }

    /** Geometry that leaves the storage, or repeats one value a thousand million times. */
    @Test
    void tensorsThatDoNotFitTheirStorage() throws IOException {
        refusedPickle(tensor(4, 0, new int[] {5}, new int[] {1}), "leaves its storage of 4 values");
        refusedPickle(tensor(4, 3, new int[] {2}, new int[] {1}), "leaves its storage");
        refusedPickle(tensor(4, -1, new int[] {2}, new int[] {1}), "leaves its storage");
        refusedPickle(tensor(4, 0, new int[] {2}, new int[] {-1}), "leaves its storage");
        refusedPickle(tensor(4, 0, new int[] {2, 2}, new int[] {1}), "leaves its storage");
        refusedPickle(tensor(4, 0, new int[] {2, 2}, new int[] {Integer.MAX_VALUE, 1}), "leaves its storage");
        refusedPickle(tensor(4, 0, new int[] {1 << 30}, new int[] {0}), "repeats the 4 values of its storage");
        refusedPickle(tensor(4, 0, new int[] {1 << 30, 1 << 30}, new int[] {0, 0}), "fewer than 2^31 elements");
        refusedPickle(tensor(4, 0, new int[] {-1}, new int[] {1}), "fewer than 2^31 elements");
        refusedPickle(tensor(5, 0, new int[] {4}, new int[] {1}), "should have 5 values of F32");
    }

    private static PickleBytes tensor(int count, int offset, int[] sizes, int[] strides) {
        return PickleBytes.tensor("FloatStorage", count, offset, sizes, strides);
    }

    @Test
    void picklesOfOtherThings() throws IOException {
        refusedPickle(new PickleBytes().integer(3), "it holds 3, expected tensors by name");
        refusedPickle(
                new PickleBytes().op('}').string("epoch").integer(3).op('s'),
                "a dictionary with the keys [the string \"epoch\"]");
        refusedPickle(
                new PickleBytes().global("torchvision.models.resnet", "ResNet"),
                "names torchvision.models.resnet.ResNet, which is refused");
        refusedPickle(
                PickleBytes.tensor("QInt8Storage", 4, 0, new int[] {4}, new int[] {1}),
                "names torch.QInt8Storage, which is refused");
        refusedPickle(new PickleBytes().op('i'), "pickle instruction 0x69, which torch.save does not write");
    }

    /** None of these may take long, take much memory, or end in anything but the agreed exception. */
    @Test
    void picklesThatMeanHarm() throws IOException {
        refusedPickle(new PickleBytes().stringOfLength(Integer.MAX_VALUE), "are left; the file is truncated");
        refusedPickle(new PickleBytes().stringOfLength(-1), "are left; the file is truncated");
        refusedPickle(new PickleBytes().raw(0x8b).int32(1 << 30), "a whole number of 1073741824 bytes");
        // A list that holds itself as the key of a dictionary: its hash would never end.
        refusedPickle(
                new PickleBytes()
                        .op('}', ']', 'q')
                        .raw(1)
                        .op('h')
                        .raw(1)
                        .op('a')
                        .op('N', 's'),
                "has a list of 1 items as a key");
        refusedPickle(new PickleBytes().op('R'), "the pickle does not fit together");
        refusedPickle(new PickleBytes().op(')', ')', 'R'), "a call of a tuple of 0 items");
        refusedPickle(new PickleBytes().op('N', 'Q'), "persistent id: got null, expected a tuple or a list");
        refusedPickle(new PickleBytes().op('(').string("module").op('t', 'Q'), "expected one for a storage");
        refusedPickle(new PickleBytes().op('N', 's'), "the pickle does not fit together");
        refusedPickle(new PickleBytes().op('c').raw(new int[2000]), "a name of more than 1000 characters");
        PickleBytes many = new PickleBytes();
        for (int i = 0; i < 2_000_001; i++) {
            many.op('}');
        }
        refusedPickle(many, "more than 2000000 pickle instructions");
    }

    /** Shared storages and a channels-last convolution: the same values whichever way they lie. */
    @Test
    void strides() throws IOException {
        byte[] values = new byte[24];
        for (int i = 0; i < 24; i++) {
            values[i] = (byte) i;
        }
        // (O, I, H, W) = (2, 3, 2, 2) in the order O, H, W, I.
        byte[] pickle = PickleBytes.tensor("ByteStorage", 24, 0, new int[] {2, 3, 2, 2}, new int[] {12, 1, 6, 3})
                .end();
        Path file = Archives.torch(folder.resolve("strides.pth"), pickle, values);
        try (Weights weights = new TorchZipReader().open(file)) {
            Tensor tensor = weights.tensor("w");
            for (int o = 0, at = 0; o < 2; o++) {
                for (int i = 0; i < 3; i++) {
                    for (int cell = 0; cell < 4; cell++, at++) {
                        assertThat(tensor.get(at)).isEqualTo(12 * o + 3 * cell + i);
                    }
                }
            }
            float[] run = new float[7];
            weights.read("w", 5, run, 0, 7);
            for (int i = 0; i < 7; i++) {
                assertThat(run[i]).isEqualTo(tensor.get(5 + i));
            }
        }
    }

    /** A transposed matrix so large that its columns do not lie in one run. */
    @Test
    void stridesOfALargeMatrix() throws IOException {
        int rows = 300;
        int columns = 5000;
        byte[] values = new byte[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 31 + i / 7);
        }
        byte[] pickle = PickleBytes.tensor(
                        "CharStorage", values.length, 0, new int[] {columns, rows}, new int[] {1, columns})
                .end();
        Path file = Archives.torch(folder.resolve("large.pth"), pickle, values);
        try (Weights weights = new TorchZipReader().open(file)) {
            float[] read = weights.tensor("w").toArray();
            for (int c = 0; c < columns; c++) {
                for (int r = 0; r < rows; r++) {
                    if (read[c * rows + r] != values[r * columns + c]) {
                        assertThat(read[c * rows + r]).as("(%d, %d)", c, r).isEqualTo(values[r * columns + c]);
                    }
                }
            }
        }
    }
}
