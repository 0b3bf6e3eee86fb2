package io.github.hdecomp.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numerals {
    private Numerals() {}

    /** Three digits that count, such as 0, 12.4, -0.00317 or 4.2e-7. */
    static String plain(double value) {
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        if (magnitude < 1e-4 || magnitude >= 1e6) {
            return String.format(Locale.ROOT, "%.2e", value)
                    .replaceFirst("\\.?0*e", "e")
                    .replaceFirst("e([+-])0?", "e$1")
                    .replace("e+", "e");
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
        return (rounded.signum() == 0 ? rounded : rounded.stripTrailingZeros()).toPlainString();
    }

    /** A share such as {@code 32.3 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
