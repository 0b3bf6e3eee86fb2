package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.tensor.Shape;

/** Layers as their formulas say, in double, loop by loop: the oracle of the layer tests. Maps are (C, H, W), row-major. */
public final class Naive {
    private Naive() {}

    /** Kernel, stride, padding (top, left, bottom, right) and dilation, each (rows, columns). */
    public record Geometry(int kh, int kw, int sh, int sw, int top, int left, int bottom, int right, int dh, int dw) {}

    public static double[] convolution(
            double[] x, Shape in, double[] w, Shape weight, double[] bias, Geometry g, int groups, Shape out) {
        double[] y = new double[out.size()];
        int perGroup = out.channels() / groups;
        int read = weight.extent(1);
        for (int o = 0; o < out.channels(); o++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    double sum = bias.length == 0 ? 0 : bias[o];
                    for (int i = 0; i < read; i++) {
                        for (int u = 0; u < g.kh; u++) {
                            for (int v = 0; v < g.kw; v++) {
                                int row = p * g.sh - g.top + u * g.dh;
                                int column = q * g.sw - g.left + v * g.dw;
                                if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                                    int channel = o / perGroup * read + i;
                                    sum += w[((o * read + i) * g.kh + u) * g.kw + v] * x[at(in, channel, row, column)];
                                }
                            }
                        }
                    }
                    y[at(out, o, p, q)] = sum;
                }
            }
        }
        return y;
    }

    static double[] maxPool(double[] x, Shape in, Geometry g, Shape out) {
        double[] y = new double[out.size()];
        for (int c = 0; c < out.channels(); c++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    double largest = Double.NEGATIVE_INFINITY;
                    for (int u = 0; u < g.kh; u++) {
                        for (int v = 0; v < g.kw; v++) {
                            int row = p * g.sh - g.top + u * g.dh;
                            int column = q * g.sw - g.left + v * g.dw;
                            if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                                largest = Math.max(largest, x[at(in, c, row, column)]);
                            }
                        }
                    }
                    y[at(out, c, p, q)] = largest;
                }
            }
        }
        return y;
    }

    /** The tangent of the first maximum of each window. */
    static double[] maxPoolTangent(double[] x, double[] t, Shape in, Geometry g, Shape out) {
        double[] y = new double[out.size()];
        for (int c = 0; c < out.channels(); c++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    double largest = Double.NEGATIVE_INFINITY;
                    for (int u = 0; u < g.kh; u++) {
                        for (int v = 0; v < g.kw; v++) {
                            int row = p * g.sh - g.top + u * g.dh;
                            int column = q * g.sw - g.left + v * g.dw;
                            boolean inside = row >= 0 && row < in.height() && column >= 0 && column < in.width();
                            if (inside && x[at(in, c, row, column)] > largest) {
                                largest = x[at(in, c, row, column)];
                                y[at(out, c, p, q)] = t[at(in, c, row, column)];
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    static double[] averagePool(double[] x, Shape in, Geometry g, boolean countPadding, Shape out) {
        double[] y = new double[out.size()];
        for (int c = 0; c < out.channels(); c++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    double sum = 0;
                    int count = 0;
                    for (int u = 0; u < g.kh; u++) {
                        for (int v = 0; v < g.kw; v++) {
                            int row = p * g.sh - g.top + u;
                            int column = q * g.sw - g.left + v;
                            boolean inside = row >= 0 && row < in.height() && column >= 0 && column < in.width();
                            boolean padded = row < in.height() + g.bottom && column < in.width() + g.right;
                            sum += inside ? x[at(in, c, row, column)] : 0;
                            count += inside || (countPadding && padded) ? 1 : 0;
                        }
                    }
                    y[at(out, c, p, q)] = sum / count;
                }
            }
        }
        return y;
    }

    static double[] adaptiveAverage(double[] x, Shape in, Shape out) {
        double[] y = new double[out.size()];
        for (int c = 0; c < out.channels(); c++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    int top = (int) Math.floor((double) p * in.height() / out.height());
                    int bottom = (int) Math.ceil((double) (p + 1) * in.height() / out.height());
                    int left = (int) Math.floor((double) q * in.width() / out.width());
                    int right = (int) Math.ceil((double) (q + 1) * in.width() / out.width());
                    double sum = 0;
                    for (int row = top; row < bottom; row++) {
                        for (int column = left; column < right; column++) {
                            sum += x[at(in, c, row, column)];
                        }
                    }
                    y[at(out, c, p, q)] = sum / ((bottom - top) * (right - left));
                }
            }
        }
        return y;
    }

    static double[] linear(double[] x, double[] w, double[] bias, int out) {
        double[] y = new double[out];
        for (int o = 0; o < out; o++) {
            y[o] = bias.length == 0 ? 0 : bias[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += w[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    static double[] batchNorm(double[] x, Shape in, double[] gamma, double[] beta, double[] mean, double[] variance) {
        double[] y = new double[x.length];
        int cells = in.height() * in.width();
        for (int i = 0; i < x.length; i++) {
            int c = i / cells;
            y[i] = gamma[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) + beta[c];
        }
        return y;
    }

    static double[] softmax(double[] x, Shape in) {
        double[] y = new double[x.length];
        int cells = in.height() * in.width();
        for (int cell = 0; cell < cells; cell++) {
            double sum = 0;
            for (int c = 0; c < in.channels(); c++) {
                sum += Math.exp(x[c * cells + cell]);
            }
            for (int c = 0; c < in.channels(); c++) {
                y[c * cells + cell] = Math.exp(x[c * cells + cell]) / sum;
            }
        }
        return y;
    }

    /** Some channels of a map. */
    static double[] channels(double[] x, Shape in, int[] channels) {
        int cells = in.height() * in.width();
        double[] y = new double[channels.length * cells];
        for (int c = 0; c < channels.length; c++) {
            System.arraycopy(x, channels[c] * cells, y, c * cells, cells);
        }
        return y;
    }

    public static int at(Shape shape, int c, int y, int x) {
        return (c * shape.height() + y) * shape.width() + x;
    }
}
