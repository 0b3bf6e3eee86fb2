package io.github.hdecomp.weights.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {

    /** Names and shapes alone: nothing here may read a value. */
    private record Shapes(Map<String, Shape> shapes) implements Weights {
        static Shapes of(ModelSpec spec) {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            for (ParameterSpec parameter : spec.parameters()) {
                shapes.put(parameter.name(), parameter.shape());
            }
            return new Shapes(shapes);
        }

        Shapes with(String name, Shape shape) {
            Map<String, Shape> more = new LinkedHashMap<>(shapes);
            more.put(name, shape);
            return new Shapes(more);
        }

        Shapes without(String name) {
            Map<String, Shape> fewer = new LinkedHashMap<>(shapes);
            fewer.remove(name);
            return new Shapes(fewer);
        }

        @Override
        public List<String> names() {
            return List.copyOf(shapes.keySet());
        }

        @Override
        public Shape shape(String name) {
            return shapes.getOrDefault(name, Shape.of());
        }

        @Override
        public void read(String name, int from, float[] target, int at, int length) {
            throw new AssertionError("values are not needed");
        }

        @Override
        public String source() {
            return "shapes";
        }

        @Override
        public void close() {}
    }

    static List<String> networks() {
        return Zoo.names();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkIsRecognised_andNoOtherForIt(String name) {
        List<Recognition> found = Recognition.of(Shapes.of(Zoo.find(name)));
        assertThat(found).filteredOn(Recognition::isExact).hasSize(1);
        assertThat(found.get(0).spec()).isEqualTo(Zoo.find(name));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theHeadTellsTheNumberOfClasses(String name) {
        List<Recognition> found = Recognition.of(Shapes.of(Zoo.find(name, 3)));
        assertThat(found.get(0).isExact()).isTrue();
        assertThat(found.get(0).spec()).isEqualTo(Zoo.find(name, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "vgg16"})
    void almost(String name) {
        ModelSpec spec = Zoo.find(name);
        String first = spec.parameters().get(0).name();
        Recognition missing = Recognition.of(Shapes.of(spec).without(first)).get(0);
        assertThat(missing.isExact()).isFalse();
        assertThat(missing.spec().name()).isEqualTo(name);
        assertThat(missing.fitting()).isEqualTo(missing.parameters() - 1);
        Recognition more =
                Recognition.of(Shapes.of(spec).with("head.bias", Shape.of(1))).get(0);
        assertThat(more.isExact()).isFalse();
        assertThat(more.extra()).isEqualTo(1);
        Recognition other =
                Recognition.of(Shapes.of(spec).with(first, Shape.of(5))).get(0);
        assertThat(other.isExact()).isFalse();
        assertThat(other.fitting()).isEqualTo(other.parameters() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nothingInCommon(int tensors) {
        Shapes shapes = new Shapes(Map.of());
        assertThat(Recognition.of(tensors == 0 ? shapes : shapes.with("x", Shape.of(1))))
                .isEmpty();
    }

    /** A head of no class or without extents is left to the complaint about weights that do not fit. */
    @ParameterizedTest
    @MethodSource("networks")
    void headsThatCannotBe(String name) {
        Shapes whole = Shapes.of(Zoo.find(name));
        for (String tensor : whole.names()) {
            assertThat(Recognition.spec(name, whole.with(tensor, Shape.of())).name())
                    .isEqualTo(name);
            assertThat(Recognition.spec(name, whole.with(tensor, Shape.of(0, 3)))
                            .name())
                    .isEqualTo(name);
        }
    }
}
