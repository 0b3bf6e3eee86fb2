package io.github.hdecomp.weights.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of weights as it was published.
 *
 * @param name its name, which ends in the first digits of its SHA-256, such as {@code resnet18-f37072fd.pth}
 * @param mebibytes its size in units of 2<sup>20</sup> bytes, to three decimals
 */
public record PublishedFile(String name, double mebibytes) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+-([0-9a-f]{8,64})\\.[a-z]+");

    /** Half a unit of the third decimal, and what is lost in writing it. */
    private static final double ROUNDING = 0.00051;

    /**
     * Checks the name.
     *
     * @param name see above
     * @param mebibytes see above
     * @throws IllegalArgumentException if the name does not end in digits of a SHA-256
     */
    public PublishedFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(name
                    + ": expected the name of a file that ends in digits of its SHA-256, such as net-0123abcd.pth");
        }
    }

    /**
     * How its SHA-256 starts.
     *
     * @return at least eight hexadecimal digits
     */
    public String sha256Prefix() {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /**
     * Whether a file can be this one.
     *
     * @param bytes its size
     * @return true if the size is the published one, as far as that was written down
     */
    public boolean hasSize(long bytes) {
        return Math.abs(bytes / 0x1p20 - mebibytes) <= ROUNDING;
    }

    /**
     * The size that no file of this name exceeds.
     *
     * @return bytes
     */
    long most() {
        return (long) Math.ceil((mebibytes + ROUNDING) * 0x1p20);
    }
}
