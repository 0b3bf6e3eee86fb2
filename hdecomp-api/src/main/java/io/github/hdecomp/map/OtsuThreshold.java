package io.github.hdecomp.map;

/**
 * The value that best cuts values of 0 … 1 in two (Otsu 1979): of all cuts of a histogram of 256 bins the first that
 * maximises the variance between the two classes, w0 · w1 · (mu0 - mu1)². Bin q of a value v is min(⌊256 v⌋, 255).
 *
 * @param value a value belongs to the upper class if it is at least this, (t + 1) / 256 where t is the last bin of the lower
 *     class; 0 if the threshold is degenerate
 * @param degenerate whether all values fell into one bin, so that there is no cut
 */
public record OtsuThreshold(double value, boolean degenerate) {
    private static final int BINS = 256;

    /**
     * Cuts values.
     *
     * @param values at least 0 and at most 1; what lies outside counts as the nearer end
     * @return the threshold
     */
    public static OtsuThreshold of(float... values) {
        long[] histogram = new long[BINS];
        for (float value : values) {
            histogram[Math.min(Math.max((int) Math.floor(value * (double) BINS), 0), BINS - 1)]++;
        }
        return of(histogram, values.length);
    }

    private static OtsuThreshold of(long[] histogram, int count) {
        double total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            total += (double) bin * histogram[bin];
        }
        int best = -1;
        double largest = -1;
        long below = 0;
        double sumBelow = 0;
        for (int bin = 0; bin < BINS - 1; bin++) {
            below += histogram[bin];
            sumBelow += (double) bin * histogram[bin];
            if (below > 0 && below < count) {
                double difference = sumBelow / below - (total - sumBelow) / (count - below);
                double between = (double) below * (count - below) * difference * difference;
                if (between > largest) {
                    largest = between;
                    best = bin;
                }
            }
        }
        return best < 0 ? new OtsuThreshold(0, true) : new OtsuThreshold((best + 1.0) / BINS, false);
    }
}
