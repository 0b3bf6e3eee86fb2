package io.github.hdecomp.weights.torch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A parameter, which old files make empty and fill afterwards. */
final class PickledParameter {
    private @Nullable PickledTensor tensor;

    /** What is set on the parameter: its tensor, alone or in front of marks of PyTorch's own. */
    void set(@Nullable Object state) {
        Object first = state instanceof Object[] parts && parts.length > 0 ? parts[0] : state;
        if (first instanceof PickledTensor found) {
            tensor = found;
        }
    }

    Optional<PickledTensor> tensor() {
        return Optional.ofNullable(tensor);
    }
}
