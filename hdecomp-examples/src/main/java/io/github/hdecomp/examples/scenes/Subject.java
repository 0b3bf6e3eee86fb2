package io.github.hdecomp.examples.scenes;

import java.util.EnumSet;
import java.util.Set;

/** What the two classes of a pair have in common: how they are drawn, all but the deciding part. */
enum Subject {
    ANIMAL(0.2),
    VEHICLE(0.16),
    BOAT(0.16),
    BUILDING(0.1),
    FLYER(1),
    PLANT(0.15),
    INSECT(0.9);

    /** How a pair is drawn, in a square from -1 to 1 with y downwards. */
    interface Drawer {
        /** Draws an object, what is behind first. All but the deciding part must be the same for both classes. */
        void draw(Sketch sketch, Part deciding, Traits traits);
    }

    private final double tilt;

    Subject(double tilt) {
        this.tilt = tilt;
    }

    /** By how much objects are turned at the most, in radians. */
    double tilt() {
        return tilt;
    }

    /** The parts of the object itself, of both classes. */
    Set<Part> parts() {
        return switch (this) {
            case ANIMAL -> EnumSet.of(Part.TORSO, Part.HEAD);
            case VEHICLE -> EnumSet.of(Part.CHASSIS, Part.CABIN, Part.VAN_BODY);
            case BOAT -> EnumSet.of(Part.HULL, Part.DECKHOUSE, Part.FLAG, Part.SAILS, Part.FUNNEL);
            case BUILDING -> EnumSet.of(Part.WALLS, Part.ROOF, Part.CHIMNEY, Part.STEEPLE);
            case FLYER -> EnumSet.of(Part.FUSELAGE, Part.FEATHERED_WINGS, Part.RIGID_WINGS);
            case PLANT -> EnumSet.of(Part.TRUNK, Part.STONES, Part.LEAFY_CROWN, Part.FRONDS);
            case INSECT -> EnumSet.of(Part.BODY, Part.BROAD_WINGS, Part.NARROW_WINGS);
        };
    }

    /** Draws an object with one of the two deciding parts. */
    void draw(Sketch sketch, Part deciding, Traits traits) {
        Drawer drawer = switch (this) {
            case ANIMAL -> new Animal();
            case VEHICLE -> new Vehicle();
            case BOAT -> new Boat();
            case BUILDING -> new Building();
            case FLYER -> new Flyer();
            case PLANT -> new Plant();
            case INSECT -> new Insect();
        };
        drawer.draw(sketch, deciding, traits);
    }
}
