package io.github.hdecomp.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Numerals {
    private Numerals() {}

    /**
     * A number with the three digits that count.
     *
     * @param value a finite number
     * @return such as {@code 0}, {@code 12.4}, {@code -0.00317} or {@code 4.2e-7}
     */
    public static String plain(double value) {
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

    /**
     * A share as a percentage.
     *
     * @param share 0 … 1
     * @return such as {@code 32.3 %}
     */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
