package io.github.hdecomp.metric;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Models that are any function from pictures to logits, whose tapes know the picture and its logits and nothing else. */
public final class FunctionModel {
    private final Function<Tensor, float[]> logits;
    private final Optional<ModelSpec> spec;

    private FunctionModel(Function<Tensor, float[]> logits, Optional<ModelSpec> spec) {
        this.logits = logits;
        this.spec = spec;
    }

    /** A model without a description. */
    public static Model of(Function<Tensor, float[]> logits) {
        return new FunctionModel(logits, Optional.empty()).model();
    }

    /** A model with a description. */
    public static Model of(ModelSpec spec, Function<Tensor, float[]> logits) {
        return new FunctionModel(logits, Optional.of(spec)).model();
    }

    /** A model that notes how many pictures it is given at once. */
    static Model counting(List<Integer> batches, Function<Tensor, float[]> logits) {
        Model model = of(logits);
        return proxy(Model.class, (method, arguments) -> {
            if (arguments[0] instanceof Tensor input) {
                return model.predict(input);
            }
            List<Tensor> inputs = list(arguments[0]);
            batches.add(inputs.size());
            return model.predict(inputs);
        });
    }

    private Model model() {
        return proxy(Model.class, (method, arguments) -> switch (method) {
            case "spec" -> spec.orElseThrow();
            case "weightsSha256" -> "0".repeat(64);
            case "backend" -> "test";
            case "predict" ->
                arguments[0] instanceof Tensor input
                        ? prediction(input)
                        : list(arguments[0]).stream().map(this::prediction).toList();
            case "record" -> tape((Tensor) arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Tape tape(Tensor input) {
        Model model = model();
        return proxy(Tape.class, (method, arguments) -> switch (method) {
            case "model" -> model;
            case "logits" -> prediction(input).logits();
            case "activation" -> input;
            case "close" -> input;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Prediction prediction(Tensor input) {
        float[] values = logits.apply(input);
        return new Prediction(Tensor.of(Shape.of(values.length), values), List.of());
    }

    private static List<Tensor> list(Object argument) {
        return ((List<?>) argument).stream().map(Tensor.class::cast).toList();
    }

    private interface Calls {
        Object answer(String method, Object[] arguments);
    }

    /** Interfaces of models grow; what is not asked for here needs no answer. */
    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> "model of a function";
                    default -> calls.answer(method.getName(), arguments);
                }));
    }
}
