package io.github.hdecomp.examples.scenes;

/** A pattern over the picture, as a change of brightness. */
sealed interface Texture {

    /** The change at a pixel, as a part of its brightness. */
    double at(int x, int y);

    /** Nothing at all. */
    record Plain() implements Texture {
        @Override
        public double at(int x, int y) {
            return 0;
        }
    }

    /**
     * Bands of equal width, lighter and darker in turn.
     *
     * @param stepX how far a step to the right leads across the bands, in 256ths of a pair of them
     * @param stepY likewise a step down
     */
    record Stripes(int stepX, int stepY, double strength) implements Texture {
        @Override
        public double at(int x, int y) {
            return ((x * stepX + y * stepY) & 128) == 0 ? strength : -strength;
        }
    }

    /**
     * Patches of random brightness.
     *
     * @param shift a patch has 2 to the power of this pixels on a side
     */
    record Speckle(long key, int shift, double strength) implements Texture {
        @Override
        public double at(int x, int y) {
            long random = Chance.mixed(key + (x >> shift) + ((long) (y >> shift) << 20));
            return strength * ((random & 0xff) / 127.5 - 1);
        }
    }

    /** Draws a texture of a strength up to a bound. */
    static Texture drawn(Chance chance, double strongest) {
        double strength = chance.between(0.2, 1) * strongest;
        return switch (chance.below(3)) {
            case 0 -> new Plain();
            case 1 -> {
                double angle = chance.between(0, Math.PI);
                double period = chance.between(4, 10);
                yield new Stripes(
                        (int) (256 * Math.cos(angle) / period), (int) (256 * Math.sin(angle) / period), strength);
            }
            default -> new Speckle(chance.bits(), chance.below(3), strength);
        };
    }
}
