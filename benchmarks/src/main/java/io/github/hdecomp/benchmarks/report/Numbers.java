package io.github.hdecomp.benchmarks.report;

import java.util.Locale;

/** Writes numbers for people. */
final class Numbers {
    static final String MISSING = "not measured";
    static final String NONE = "";

    private Numbers() {}

    /** Three significant digits, as many as measurements bear. */
    static String significant(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        int magnitude = value == 0 ? 2 : (int) Math.floor(Math.log10(Math.abs(value)));
        return String.format(Locale.ROOT, "%,." + Math.max(0, 2 - magnitude) + "f", value);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    static String atMost(double target) {
        return Double.isNaN(target) ? NONE : "≤ " + plain(Math.rint(target * 1000) / 1000);
    }

    static String met(double value, double target) {
        if (Double.isNaN(target)) {
            return NONE;
        }
        if (Double.isNaN(value)) {
            return MISSING;
        }
        return value <= target ? "yes" : "**no**";
    }

    static String plain(double value) {
        return value == Math.rint(value) ? whole(value) : Double.toString(value);
    }
}
