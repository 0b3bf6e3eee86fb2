package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/** Sums over tensors of shape (C, h, w), taken in double. */
final class Planes {
    private Planes() {}

    /** A gradient on the whole map of a layer. */
    static Tensor whole(Gradient gradient, Shape layer) {
        return gradient.values().pad(gradient.region(), layer.height(), layer.width());
    }

    /** The mean of every channel over all cells of the layer, of a gradient that is zero outside its patch. */
    static double[] means(Gradient gradient, Shape layer) {
        int area = gradient.region().area();
        double[] means = new double[layer.channels()];
        for (int c = 0, at = 0; c < means.length; c++) {
            double sum = 0;
            for (int i = 0; i < area; i++, at++) {
                sum += gradient.values().get(at);
            }
            means[c] = sum / (layer.height() * layer.width());
        }
        return means;
    }

    /** The channels of a layer added up, each with its weight: shape (1, h, w). */
    static Tensor weighted(Tensor features, double... weights) {
        int cells = cells(features);
        double[] sums = new double[cells];
        for (int c = 0, at = 0; c < weights.length; c++) {
            double weight = weights[c];
            for (int i = 0; i < cells; i++, at++) {
                sums[i] += weight * features.get(at);
            }
        }
        return plane(features.shape(), sums);
    }

    /** One map of a layer's height and width. */
    static Tensor plane(Shape layer, double... values) {
        return Tensor.adopt(Shape.of(1, layer.height(), layer.width()), floats(values));
    }

    static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static int cells(Tensor features) {
        return features.shape().height() * features.shape().width();
    }

    static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static Tensor positive(Tensor values) {
        float[] positive = values.toArray();
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.max(positive[i], 0);
        }
        return Tensor.adopt(values.shape(), positive);
    }

    static Tensor product(Tensor a, Tensor b) {
        float[] product = a.toArray();
        for (int i = 0; i < product.length; i++) {
            product[i] *= b.get(i);
        }
        return Tensor.adopt(a.shape(), product);
    }

    static boolean isZero(Tensor values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
