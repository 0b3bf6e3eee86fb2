package io.github.hdecomp.weights.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;

/**
 * The functions and classes that a pickle of tensors may name. Each is imitated here; no other name has a meaning, so that a
 * pickle cannot make anything happen.
 */
final class Globals {
    private static final Map<String, IObjectConstructor> KNOWN = Map.of(
            "collections.OrderedDict", Globals::orderedDict,
            "torch._utils._rebuild_tensor", Globals::tensor,
            "torch._utils._rebuild_tensor_v2", Globals::tensor,
            "torch._utils._rebuild_parameter", Globals::parameter,
            "torch.nn.parameter.Parameter", Globals::parameter,
            "torch.Size", Globals::size);

    private Globals() {}

    /** What a name means: a function to call, or an {@link io.github.hdecomp.weights.storage.ElementType}. */
    static Optional<Object> find(String module, String name) {
        IObjectConstructor known = KNOWN.get(module + "." + name);
        if (known != null) {
            return Optional.of(known);
        }
        return module.equals("torch") ? StorageTypes.find(name).map(type -> (Object) type) : Optional.empty();
    }

    /** Empty, or of pairs of key and value, as Python 2 wrote it. */
    private static Object orderedDict(Object[] arguments) {
        Map<Object, Object> dictionary = new LinkedHashMap<>();
        if (arguments.length > 0) {
            for (Object pair : Pickled.list(arguments[0], "items of an OrderedDict")) {
                List<Object> item = Pickled.list(pair, "item of an OrderedDict");
                if (item.size() != 2) {
                    throw new PickleException("an item of an OrderedDict has " + item.size() + " parts, expected 2");
                }
                dictionary.put(Pickled.key(item.get(0)), item.get(1));
            }
        }
        return dictionary;
    }

    /** Storage, offset, sizes, strides; what follows matters to training alone. */
    private static Object tensor(Object[] arguments) {
        if (arguments.length < 4 || !(arguments[0] instanceof PickledStorage storage)) {
            throw new PickleException("a tensor is rebuilt from " + arguments.length
                    + " arguments, expected a storage, an offset, sizes and strides");
        }
        return new PickledTensor(
                storage,
                Pickled.integer(arguments[1], "offset of a tensor"),
                integers(arguments[2], "sizes of a tensor"),
                integers(arguments[3], "strides of a tensor"));
    }

    private static List<Long> integers(Object value, String what) {
        List<Long> integers = new ArrayList<>();
        for (Object item : Pickled.list(value, what)) {
            integers.add(Pickled.integer(item, what));
        }
        return integers;
    }

    /** A tuple of integers. */
    private static Object size(Object[] arguments) {
        return arguments.length == 0 ? List.of() : Pickled.list(arguments[0], "torch.Size");
    }

    /** A parameter of a tensor, or one that is filled later. */
    private static Object parameter(Object[] arguments) {
        PickledParameter parameter = new PickledParameter();
        if (arguments.length > 0) {
            parameter.set(arguments[0]);
        }
        return parameter;
    }
}
