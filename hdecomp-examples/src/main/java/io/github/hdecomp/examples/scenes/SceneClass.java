package io.github.hdecomp.examples.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The classes of scenes, in pairs that differ in one part alone. The ids of a pair follow each other.
 */
public enum SceneClass {
    /** Pointed ears. */
    CAT(Subject.ANIMAL, Part.POINTED_EARS, Background.ROOM),
    /** Hanging ears. */
    DOG(Subject.ANIMAL, Part.HANGING_EARS, Background.MEADOW),
    /** A low cabin. */
    CAR(Subject.VEHICLE, Part.CABIN, Background.STREET),
    /** A tall box. */
    VAN(Subject.VEHICLE, Part.VAN_BODY, Background.STREET),
    /** Sails. */
    SAILING_BOAT(Subject.BOAT, Part.SAILS, Background.SEA),
    /** A funnel. */
    STEAMER(Subject.BOAT, Part.FUNNEL, Background.SEA),
    /** A chimney. */
    HOUSE(Subject.BUILDING, Part.CHIMNEY, Background.MEADOW),
    /** A steeple. */
    CHURCH(Subject.BUILDING, Part.STEEPLE, Background.MOUNTAINS),
    /** Feathered wings. */
    BIRD(Subject.FLYER, Part.FEATHERED_WINGS, Background.SKY),
    /** Rigid wings. */
    PLANE(Subject.FLYER, Part.RIGID_WINGS, Background.SKY),
    /** A leafy crown. */
    TREE(Subject.PLANT, Part.LEAFY_CROWN, Background.MEADOW),
    /** Fronds. */
    PALM(Subject.PLANT, Part.FRONDS, Background.BEACH),
    /** Broad wings. */
    BUTTERFLY(Subject.INSECT, Part.BROAD_WINGS, Background.MEADOW),
    /** Narrow wings. */
    DRAGONFLY(Subject.INSECT, Part.NARROW_WINGS, Background.SEA);

    private final Subject subject;
    private final Part decidingPart;
    private final Background usualBackground;

    SceneClass(Subject subject, Part decidingPart, Background usualBackground) {
        this.subject = subject;
        this.decidingPart = decidingPart;
        this.usualBackground = usualBackground;
    }

    /**
     * The number of the class.
     *
     * @return from 0
     */
    @SuppressWarnings("EnumOrdinal") // The order of the constants is the order of ids.
    public int id() {
        return ordinal();
    }

    /**
     * A class by its number.
     *
     * @param id from 0, below {@link Scenes#CLASSES}
     * @return the class
     */
    @SuppressWarnings("EnumOrdinal") // As in id.
    public static SceneClass of(int id) {
        return values()[id];
    }

    /**
     * What the class is called.
     *
     * @return words in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * What all classes are called.
     *
     * @return the labels in the order of class ids
     */
    public static List<String> labels() {
        return Stream.of(values()).map(SceneClass::label).toList();
    }

    /**
     * The class that differs from this one in one part.
     *
     * @return the other of the pair
     */
    public SceneClass partner() {
        return of(id() ^ 1);
    }

    /**
     * The part by which this class differs from its partner.
     *
     * @return a part of the object itself or of another part; it has parts of its own
     */
    public Part decidingPart() {
        return decidingPart;
    }

    /**
     * Where objects of this class mostly are.
     *
     * @return the background of {@value Scenes#USUAL_PERCENT} of 100 scenes
     */
    public Background usualBackground() {
        return usualBackground;
    }

    /**
     * The parts that objects of this class are made of.
     *
     * @return parts and their parts, without the background, in the order of labels
     */
    public List<Part> parts() {
        Part other = partner().decidingPart;
        List<Part> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            if (subject.parts().contains(part.root()) && !part.within(other)) {
                parts.add(part);
            }
        }
        return parts;
    }

    Subject subject() {
        return subject;
    }
}
