package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.storage.BufferTensor;
import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.HeapTensor;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes the tensors of a model: values in the file stay there, values in other files too, which have to lie in the model's
 * folder or below.
 */
final class TensorSource {
    /** Whole numbers up to this many are kept exactly: shapes and axes are far fewer. */
    private static final int MOST_EXACT = 1 << 12;

    private static final Map<Integer, ElementType> TYPES = Map.of(
            TensorProto.DataType.FLOAT_VALUE, ElementType.F32,
            TensorProto.DataType.DOUBLE_VALUE, ElementType.F64,
            TensorProto.DataType.FLOAT16_VALUE, ElementType.F16,
            TensorProto.DataType.BFLOAT16_VALUE, ElementType.BF16,
            TensorProto.DataType.INT64_VALUE, ElementType.I64,
            TensorProto.DataType.INT32_VALUE, ElementType.I32,
            TensorProto.DataType.INT16_VALUE, ElementType.I16,
            TensorProto.DataType.INT8_VALUE, ElementType.I8,
            TensorProto.DataType.UINT8_VALUE, ElementType.U8,
            TensorProto.DataType.BOOL_VALUE, ElementType.BOOL);

    private final SourceFile model;
    private final Map<String, SourceFile> others = new HashMap<>();

    TensorSource(SourceFile model) {
        this.model = model;
    }

    /** The files of external data that were opened; the caller closes them. */
    Collection<SourceFile> files() {
        return others.values();
    }

    Constant constant(TensorProto proto) throws IOException {
        if (proto.hasSegment()) {
            throw new IllegalArgumentException(
                    "tensor " + proto.getName() + " is cut into segments, which is not supported");
        }
        ElementType type = type(proto);
        Shape shape = shape(proto.getDimsList());
        boolean whole = type != ElementType.F32
                && type != ElementType.F64
                && type != ElementType.F16
                && type != ElementType.BF16;
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return Constant.stored(external(proto, type, shape), whole);
        }
        if (!proto.hasRawData()) {
            return listed(proto, type, shape, whole);
        }
        ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        BufferTensor tensor;
        try {
            tensor = new BufferTensor(bytes, type, shape);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("tensor " + proto.getName() + " has " + unfit.getMessage(), unfit);
        }
        if (type == ElementType.I64 && shape.size() <= MOST_EXACT) {
            double[] values = new double[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getLong(i * Long.BYTES);
            }
            return Constant.of(shape, true, values);
        }
        return Constant.stored(tensor, whole);
    }

    private static ElementType type(TensorProto proto) {
        ElementType type = TYPES.get(proto.getDataType());
        if (type == null) {
            TensorProto.DataType named = TensorProto.DataType.forNumber(proto.getDataType());
            throw new IllegalArgumentException("tensor " + proto.getName() + " has values of type "
                    + (named == null ? proto.getDataType() : named) + ", which are not supported");
        }
        return type;
    }

    static Shape shape(List<Long> dims) {
        return Shape.of(dims.stream().mapToInt(Math::toIntExact).toArray());
    }

    /** Values in one of the lists, as small tensors and old exporters have them. */
    private static Constant listed(TensorProto proto, ElementType type, Shape shape, boolean whole) {
        List<? extends Number> numbers = switch (type) {
            case F32 -> proto.getFloatDataList();
            case F64 -> proto.getDoubleDataList();
            case I64 -> proto.getInt64DataList();
            case I32, I16, I8, U8, BOOL, F16, BF16 -> proto.getInt32DataList();
        };
        if (numbers.size() != shape.size()) {
            throw new IllegalArgumentException("tensor " + proto.getName() + " has " + numbers.size()
                    + " values, but shape " + shape + " wants " + shape.size());
        }
        boolean bits = type == ElementType.F16 || type == ElementType.BF16;
        ByteBuffer half = ByteBuffer.allocate(Short.BYTES);
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            Number number = numbers.get(i);
            values[i] = bits ? type.decode(half.putShort(0, number.shortValue()), 0) : number.doubleValue();
        }
        return whole ? Constant.of(shape, true, values) : Constant.stored(new HeapTensor(tensor(shape, values)), false);
    }

    private static Tensor tensor(Shape shape, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.adopt(shape, floats);
    }

    private FileTensor external(TensorProto proto, ElementType type, Shape shape) throws IOException {
        Map<String, String> where = new HashMap<>();
        for (StringStringEntryProto entry : proto.getExternalDataList()) {
            where.put(entry.getKey(), entry.getValue());
        }
        String location = where.getOrDefault("location", "");
        SourceFile file = others.get(location);
        if (file == null) {
            file = SourceFile.open(model.beside(location, 0));
            others.put(location, file);
        }
        String what = "tensor " + proto.getName();
        long bytes = (long) shape.size() * type.width();
        long length = number(where, "length", bytes, what);
        if (length != bytes) {
            throw new IllegalArgumentException(
                    what + " has " + length + " bytes in " + location + ", but its shape " + shape + " wants " + bytes);
        }
        long offset = number(where, "offset", 0, what);
        Storage storage = Storage.of(file, type, ByteOrder.LITTLE_ENDIAN, offset, shape.size(), what);
        return FileTensor.rowMajor(storage, shape, what);
    }

    private static long number(Map<String, String> where, String key, long otherwise, String what) {
        String text = where.get(key);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(what + ": " + key + " " + text + " of its external data is no number");
        }
    }

    /** Closes what was opened, when the import failed. */
    void close() throws IOException {
        for (SourceFile file : new ArrayList<>(others.values())) {
            file.close();
        }
    }
}
