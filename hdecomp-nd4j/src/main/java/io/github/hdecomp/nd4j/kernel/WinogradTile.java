package io.github.hdecomp.nd4j.kernel;

/**
 * The matrices of Winograd's minimal filtering for 3-tap filters (Lavin and Gray 2015, arXiv 1509.09308): an output tile of
 * m cells is Y = Aᵀ [(G g) ⊙ (Bᵀ d)] with an input tile d of m + 2 cells, applied along rows and columns.
 */
final class WinogradTile {
    /** F(2, 3): 4 products for 2 cells. */
    static final WinogradTile TWO = new WinogradTile(
            2,
            new float[][] {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}},
            new double[][] {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}},
            new float[][] {{1, 1, 1, 0}, {0, 1, -1, -1}});

    /** F(4, 3): 6 products for 4 cells. */
    static final WinogradTile FOUR = new WinogradTile(
            4,
            new float[][] {
                {4, 0, -5, 0, 1, 0},
                {0, -4, -4, 1, 1, 0},
                {0, 4, -4, -1, 1, 0},
                {0, -2, -1, 2, 1, 0},
                {0, 2, -1, -2, 1, 0},
                {0, 4, 0, -5, 0, 1}
            },
            new double[][] {
                {1 / 4.0, 0, 0},
                {-1 / 6.0, -1 / 6.0, -1 / 6.0},
                {-1 / 6.0, 1 / 6.0, -1 / 6.0},
                {1 / 24.0, 1 / 12.0, 1 / 6.0},
                {1 / 24.0, -1 / 12.0, 1 / 6.0},
                {0, 0, 1}
            },
            new float[][] {{1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}});

    private final int outputs;
    private final LinearMap input;
    private final LinearMap inputTransposed;
    private final LinearMap output;
    private final LinearMap outputTransposed;
    private final double[][] filter;

    private WinogradTile(int outputs, float[][] input, double[][] filter, float[][] output) {
        this.outputs = outputs;
        this.input = LinearMap.of(input);
        this.inputTransposed = LinearMap.of(transposed(input));
        this.output = LinearMap.of(output);
        this.outputTransposed = LinearMap.of(transposed(output));
        this.filter = filter;
    }

    private static float[][] transposed(float[][] matrix) {
        float[][] result = new float[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }

    /** Cells of an output tile per direction, m. */
    int outputs() {
        return outputs;
    }

    /** Cells of an input tile per direction, m + 2. */
    int inputs() {
        return outputs + 2;
    }

    /** Bᵀ. */
    LinearMap input() {
        return input;
    }

    /** B. */
    LinearMap inputTransposed() {
        return inputTransposed;
    }

    /** Aᵀ. */
    LinearMap output() {
        return output;
    }

    /** A. */
    LinearMap outputTransposed() {
        return outputTransposed;
    }

    /**
     * G g Gᵀ of a 3 by 3 filter, in double.
     *
     * @param g row-major
     * @return (m + 2) by (m + 2) values, row-major
     */
    double[] filter(double[] g) {
        int side = inputs();
        double[][] half = new double[side][3];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    half[i][j] += filter[i][k] * g[k * 3 + j];
                }
            }
        }
        double[] result = new double[side * side];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                for (int k = 0; k < 3; k++) {
                    result[i * side + j] += half[i][k] * filter[j][k];
                }
            }
        }
        return result;
    }
}
