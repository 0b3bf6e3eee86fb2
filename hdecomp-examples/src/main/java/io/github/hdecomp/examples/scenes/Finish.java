package io.github.hdecomp.examples.scenes;

/**
 * What a picture gets in the end, pixel by pixel: the textures of the object, of its deciding part and of the background, light
 * that falls from one side, a tint, and noise. It depends on places and labels alone, so that two pictures of one scene differ
 * only where their labels or colours do.
 */
final class Finish {
    private static final int SIZE = Scenes.SIZE;
    private static final int ONE = 1 << 10;

    private final long noiseKey;
    private final double noise;
    private final Texture object;
    private final Texture deciding;
    private final Texture background;
    private final double lightX;
    private final double lightY;
    private final double[] tint = new double[3];

    private Finish(long key) {
        Chance chance = new Chance(key, "finish");
        noiseKey = chance.bits();
        noise = chance.between(0.2, 1.1);
        object = Texture.drawn(chance, 0.16);
        deciding = Texture.drawn(chance, 0.16);
        background = Texture.drawn(chance, 0.1);
        lightX = chance.between(-0.18, 0.18);
        lightY = chance.between(-0.2, 0.1);
        double exposure = chance.between(0.82, 1.14);
        for (int i = 0; i < 3; i++) {
            tint[i] = exposure * chance.between(0.93, 1.07);
        }
    }

    static Finish of(long key) {
        return new Finish(key);
    }

    /**
     * Finishes a picture.
     *
     * @param pixels rows of 0xRRGGBB; modified
     * @param labels the part of every pixel
     */
    void apply(int[] pixels, LabelMap labels, Part decidingPart) {
        int red = (int) (tint[0] * ONE);
        int green = (int) (tint[1] * ONE);
        int blue = (int) (tint[2] * ONE);
        Texture[] textures = texturesOfParts(decidingPart);
        for (int y = 0, at = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++, at++) {
                double light = 1
                        + lightX * (x - SIZE / 2) / (SIZE / 2)
                        + lightY * (y - SIZE / 2) / (SIZE / 2)
                        + textures[labels.id(at)].at(x, y);
                int factor = (int) (light * ONE);
                long random = Chance.mixed(noiseKey + at);
                int rgb = pixels[at];
                pixels[at] = (lit((rgb >> 16) & 0xff, factor, red, grain(random)) << 16)
                        | (lit((rgb >> 8) & 0xff, factor, green, grain(random >>> 21)) << 8)
                        | lit(rgb & 0xff, factor, blue, grain(random >>> 42));
            }
        }
    }

    private Texture[] texturesOfParts(Part decidingPart) {
        Part[] parts = Part.values();
        Texture[] textures = new Texture[parts.length];
        for (Part part : parts) {
            textures[part.id()] = part == Part.BACKGROUND ? background : part.within(decidingPart) ? deciding : object;
        }
        return textures;
    }

    /** The sum of three uniform numbers of 7 bits about zero: a bell of deviation 37 before it is scaled. */
    private int grain(long random) {
        long sum = (random & 0x7f) + ((random >>> 7) & 0x7f) + ((random >>> 14) & 0x7f);
        return (int) ((sum - 190) * noise * 0.125 * 1.6);
    }

    private static int lit(int value, int factor, int tint, int grain) {
        int lit = (int) (((long) value * factor * tint) >> 20) + grain;
        return lit < 0 ? 0 : Math.min(lit, 255);
    }
}
