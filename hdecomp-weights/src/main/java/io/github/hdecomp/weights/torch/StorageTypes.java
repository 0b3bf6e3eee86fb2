package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.ElementType;
import java.util.Map;
import java.util.Optional;

/** PyTorch's words for types of values: {@code FloatStorage}, {@code FloatTensor} and so on, all in module {@code torch}. */
final class StorageTypes {
    private static final Map<String, ElementType> BY_PREFIX = Map.of(
            "Double", ElementType.F64,
            "Float", ElementType.F32,
            "Half", ElementType.F16,
            "BFloat16", ElementType.BF16,
            "Long", ElementType.I64,
            "Int", ElementType.I32,
            "Short", ElementType.I16,
            "Char", ElementType.I8,
            "Byte", ElementType.U8,
            "Bool", ElementType.BOOL);

    private StorageTypes() {}

    /** The type that a class stands for. */
    static Optional<ElementType> find(String className) {
        for (String suffix : new String[] {"Storage", "Tensor"}) {
            if (className.endsWith(suffix)) {
                String prefix = className.substring(0, className.length() - suffix.length());
                return Optional.ofNullable(BY_PREFIX.get(prefix));
            }
        }
        return Optional.empty();
    }
}
