package io.github.hdecomp.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hyper-parameters of a layer: named numbers, as ONNX names them ({@code strides}, {@code pads}, {@code group} …). */
public final class Attributes {
    private static final Attributes NONE = new Attributes(new TreeMap<>());

    private final SortedMap<String, List<Double>> values;

    private Attributes(SortedMap<String, List<Double>> values) {
        this.values = values;
    }

    /**
     * No hyper-parameters.
     *
     * @return an empty set
     */
    public static Attributes none() {
        return NONE;
    }

    /**
     * These attributes and one more.
     *
     * @param name its name
     * @param numbers its value: one number, or several such as {@code strides} (rows, columns)
     * @return the attributes
     */
    public Attributes with(String name, double... numbers) {
        SortedMap<String, List<Double>> copy = new TreeMap<>(values);
        copy.put(name, Arrays.stream(numbers).boxed().toList());
        return new Attributes(copy);
    }

    /**
     * A whole number.
     *
     * @param name its name
     * @param otherwise the value when there is no such attribute
     * @return the value
     */
    public int integer(String name, int otherwise) {
        return (int) number(name, otherwise);
    }

    /**
     * A number.
     *
     * @param name its name
     * @param otherwise the value when there is no such attribute
     * @return the value
     */
    public double number(String name, double otherwise) {
        List<Double> value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.size() != 1) {
            throw new IllegalArgumentException(name + ": got " + value + ", expected one number");
        }
        return value.get(0);
    }

    /**
     * Several whole numbers.
     *
     * @param name their name
     * @param otherwise the values when there is no such attribute; also says how many are expected
     * @return the values
     * @throws IllegalArgumentException if their number differs
     */
    public int[] integers(String name, int... otherwise) {
        List<Double> value = values.get(name);
        if (value == null) {
            return otherwise.clone();
        }
        if (value.size() != otherwise.length) {
            throw new IllegalArgumentException(name + ": got " + value + ", expected " + otherwise.length + " numbers");
        }
        return value.stream().mapToInt(Double::intValue).toArray();
    }

    /**
     * All of them.
     *
     * @return names to values, in the order of names
     */
    public SortedMap<String, List<Double>> asMap() {
        return Collections.unmodifiableSortedMap(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes attributes && values.equals(attributes.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
