package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The picture that a graph reads.
 *
 * @param name the graph's name of it
 * @param dims (1, C, H, W)
 * @param firstTranspose the output of the node that brings pictures with channels last into this order; empty where there is
 *     none
 * @param sizeIsOpen whether the graph does not say how large pictures are
 */
record GraphInput(String name, Shape dims, Optional<String> firstTranspose, boolean sizeIsOpen) {
    /** The customary size, where the graph leaves it open. */
    private static final int USUAL = 224;

    private static final int MOST_CHANNELS = 1 << 12;
    private static final int MOST_PIXELS = 1 << 26;
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);

    static GraphInput of(ValueInfoProto input, List<NodeProto> nodes) {
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        if (shape.getDimCount() != 4) {
            throw new IllegalArgumentException("its input " + input.getName() + " has " + shape.getDimCount()
                    + " axes, expected four: batch, channels, rows and columns");
        }
        List<NodeProto> readers = nodes.stream()
                .filter(node -> node.getInputList().contains(input.getName()))
                .toList();
        boolean channelsLast = readers.size() == 1 && isToChannelsFirst(readers.get(0));
        int channels = extent(shape, channelsLast ? 3 : 1, 0);
        int height = extent(shape, channelsLast ? 1 : 2, USUAL);
        int width = extent(shape, channelsLast ? 2 : 3, USUAL);
        boolean open = extent(shape, channelsLast ? 1 : 2, 0) == 0 || extent(shape, channelsLast ? 2 : 3, 0) == 0;
        if (channels < 1 || channels > MOST_CHANNELS || (long) height * width > MOST_PIXELS) {
            throw new IllegalArgumentException("its input " + input.getName() + " has " + channels + " channels and "
                    + height + " by " + width + " cells, expected 1 to " + MOST_CHANNELS + " channels and at most "
                    + MOST_PIXELS + " cells; name them when exporting");
        }
        Optional<String> transpose = channelsLast && readers.get(0).getOutputCount() > 0
                ? Optional.of(readers.get(0).getOutput(0))
                : Optional.empty();
        return new GraphInput(input.getName(), Feature.dims(channels, height, width), transpose, open);
    }

    private static boolean isToChannelsFirst(NodeProto node) {
        return node.getOpType().equals("Transpose")
                && node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("perm")
                                && attribute.getIntsList().equals(TO_CHANNELS_FIRST));
    }

    private static int extent(TensorShapeProto shape, int axis, int otherwise) {
        long value = shape.getDim(axis).getDimValue();
        return value <= 0 ? otherwise : Math.toIntExact(value);
    }

    /** Graphs do not say how pictures are prepared: colours as torchvision's networks want them, grey from 0 to 1. */
    Preprocessing preprocessing() {
        int height = dims.extent(2);
        int width = dims.extent(3);
        return switch (dims.extent(1)) {
            case 1 -> Preprocessing.unit(ChannelOrder.GREY, height, width);
            case 3 -> Preprocessing.imageNet().withSize(height, width);
            default -> Preprocessing.unit(height, width);
        };
    }
}
