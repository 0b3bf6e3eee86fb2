package io.github.hdecomp.examples.scenes;

/**
 * What makes one object differ from others of its class, the same for both classes of a pair.
 *
 * @param main the colour of the largest part
 * @param deciding the colour of the deciding part
 * @param accent the colour of small parts
 * @param shape proportions of what the pair has in common
 * @param decidingShape proportions of the deciding part
 */
record Traits(int main, int deciding, int accent, Chance shape, Chance decidingShape) {
    private static final int LEAST_CONTRAST = 150;
    private static final int TRIES = 12;

    /** A palette: hue, saturation and brightness each between two bounds. */
    private record Range(
            double hue, double toHue, double saturation, double toSaturation, double light, double toLight) {
        int draw(Chance chance) {
            return Colours.hsb(
                    chance.between(hue, toHue),
                    chance.between(saturation, toSaturation),
                    chance.between(light, toLight));
        }

        /** A colour that can be told from what is behind it, as far as the palette has one. */
        int drawAgainst(int behind, Chance chance) {
            int best = draw(chance);
            for (int i = 0; i < TRIES && Colours.distance(best, behind) < LEAST_CONTRAST; i++) {
                int other = draw(chance);
                best = Colours.distance(other, behind) > Colours.distance(best, behind) ? other : best;
            }
            return best;
        }
    }

    private static final Range ANY = new Range(0, 1, 0.45, 0.95, 0.45, 0.95);
    private static final Range FUR = new Range(0.02, 0.13, 0.1, 0.75, 0.3, 0.95);
    private static final Range PALE = new Range(0, 1, 0.05, 0.4, 0.75, 0.98);
    private static final Range BARK = new Range(0.04, 0.1, 0.3, 0.7, 0.25, 0.55);
    private static final Range LEAVES = new Range(0.16, 0.4, 0.45, 0.95, 0.25, 0.75);

    /**
     * The traits of an object.
     *
     * @param behind the mean colour of the background
     */
    static Traits of(long key, Subject subject, int behind) {
        Chance colour = new Chance(key, "colours");
        Range main = switch (subject) {
            case ANIMAL -> FUR;
            case BUILDING -> PALE;
            case PLANT -> BARK;
            case VEHICLE, BOAT, FLYER, INSECT -> ANY;
        };
        int mainColour = main.drawAgainst(behind, colour);
        int other = (subject == Subject.PLANT ? LEAVES : ANY).drawAgainst(behind, colour);
        int pale = PALE.drawAgainst(behind, colour);
        double shade = colour.between(0.75, 1.1);
        int deciding = switch (subject) {
            case ANIMAL, VEHICLE -> Colours.shaded(mainColour, shade);
            case BOAT, BUILDING -> colour.happens(0.5) ? pale : other;
            case FLYER -> Colours.blended(mainColour, other, 0.5);
            case PLANT, INSECT -> other;
        };
        return new Traits(
                mainColour, deciding, ANY.draw(colour), new Chance(key, "shape"), new Chance(key, "deciding shape"));
    }
}
