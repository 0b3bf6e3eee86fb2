package io.github.hdecomp.examples.methods;

import io.github.hdecomp.attribution.Saliency;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parameters of a method: the components of its record, by name. */
public final class Parameters {
    private Parameters() {}

    /**
     * The names of a method's parameters.
     *
     * @param method the method
     * @return as its record declares them; empty if it has none
     */
    public static List<String> names(Saliency method) {
        RecordComponent[] components = method.getClass().getRecordComponents();
        return components == null
                ? List.of()
                : Arrays.stream(components).map(RecordComponent::getName).toList();
    }

    /**
     * A method with one parameter set.
     *
     * @param method the method as it is
     * @param assignment {@code name=value}; case and hyphens of names and words do not matter
     * @return the same method with the other value
     * @throws IllegalArgumentException if there is no such parameter (lists them) or the value does not fit
     */
    public static Saliency with(Saliency method, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    method.name() + ": got " + assignment + ", expected a setting such as " + example(method));
        }
        return with(
                method,
                assignment.substring(0, equals).strip(),
                assignment.substring(equals + 1).strip());
    }

    private static String example(Saliency method) {
        return names(method).isEmpty() ? "name=value" : names(method).get(0) + "=value";
    }

    /**
     * A method with one parameter set.
     *
     * @param method the method as it is
     * @param name the parameter
     * @param value its value as text
     * @return the same method with the other value
     * @throws IllegalArgumentException if there is no such parameter (lists them) or the value does not fit
     */
    public static Saliency with(Saliency method, String name, String value) {
        List<String> names = names(method);
        int index = names.stream().map(Parameters::plain).toList().indexOf(plain(name));
        if (index < 0) {
            throw new IllegalArgumentException(method.name() + ": there is no parameter " + name + "; "
                    + (names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
        }
        RecordComponent[] components = method.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = i == index
                        ? ParameterValue.parse(
                                method.name() + ": " + names.get(i), components[i].getGenericType(), value)
                        : components[i].getAccessor().invoke(method);
            }
            return (Saliency) method.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException reason) {
                throw reason;
            }
            throw new IllegalStateException(method.name() + " cannot be made", refused);
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(method.name() + " is not public", hidden);
        }
    }

    /**
     * What is set, as a user would set it.
     *
     * @param method the method
     * @return a setting per parameter
     */
    public static List<String> settings(Saliency method) {
        List<String> settings = new ArrayList<>();
        RecordComponent[] components = method.getClass().getRecordComponents();
        try {
            for (int i = 0; components != null && i < components.length; i++) {
                Object value = components[i].getAccessor().invoke(method);
                settings.add(components[i].getName() + "=" + ParameterValue.text(value));
            }
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(method.name() + " is not public", hidden);
        }
        return settings;
    }

    static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
