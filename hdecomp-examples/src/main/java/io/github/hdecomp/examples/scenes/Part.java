package io.github.hdecomp.examples.scenes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of all objects, as a forest: each is a part of the object itself or of another part. */
public enum Part {
    /** What belongs to no object: what is behind it, and what stands before it. */
    BACKGROUND(null),

    /** An animal's rump. */
    TORSO(null),
    /** Fore and hind legs. */
    LEGS(TORSO),
    /** An animal's tail. */
    TAIL(TORSO),
    /** An animal's head. */
    HEAD(null),
    /** Both eyes. */
    EYES(HEAD),
    /** The light patch around nose and mouth. */
    MUZZLE(HEAD),
    /** The nose. */
    NOSE(MUZZLE),
    /** A cat's. */
    POINTED_EARS(HEAD),
    /** A dog's. */
    HANGING_EARS(HEAD),

    /** The lower half of a car or van. */
    CHASSIS(null),
    /** Tyres. */
    WHEELS(CHASSIS),
    /** The middle of the wheels. */
    HUBS(WHEELS),
    /** Head and rear lamps. */
    LAMPS(CHASSIS),
    /** A car's low top. */
    CABIN(null),
    /** Panes of a car. */
    CABIN_PANES(CABIN),
    /** A van's tall box. */
    VAN_BODY(null),
    /** Panes of a van. */
    VAN_PANES(VAN_BODY),

    /** The body of a boat. */
    HULL(null),
    /** Round windows of a hull. */
    PORTHOLES(HULL),
    /** A house on a deck. */
    DECKHOUSE(null),
    /** A flag and its pole. */
    FLAG(null),
    /** Main sail and jib. */
    SAILS(null),
    /** The pole that carries sails. */
    MAST(SAILS),
    /** A steamer's. */
    FUNNEL(null),
    /** Smoke of a funnel. */
    FUNNEL_SMOKE(FUNNEL),

    /** The walls of a building. */
    WALLS(null),
    /** A building's door. */
    DOOR(WALLS),
    /** A building's windows. */
    WINDOWS(WALLS),
    /** A gable roof. */
    ROOF(null),
    /** A house's. */
    CHIMNEY(null),
    /** Smoke of a chimney. */
    CHIMNEY_SMOKE(CHIMNEY),
    /** A church's tower. */
    STEEPLE(null),
    /** A tower's pointed top. */
    SPIRE(STEEPLE),
    /** A cross on a spire. */
    CROSS(SPIRE),

    /** The body of what flies. */
    FUSELAGE(null),
    /** A beak, or the tip of a plane. */
    BEAK(FUSELAGE),
    /** Dark spots beside the beak. */
    COCKPIT(FUSELAGE),
    /** A fan at the end. */
    TAIL_FAN(FUSELAGE),
    /** A bird's. */
    FEATHERED_WINGS(null),
    /** A plane's. */
    RIGID_WINGS(null),
    /** Engines below wings. */
    ENGINES(RIGID_WINGS),

    /** A stem. */
    TRUNK(null),
    /** Stones around a stem. */
    STONES(null),
    /** A round crown. */
    LEAFY_CROWN(null),
    /** Fruits in a crown. */
    FRUITS(LEAFY_CROWN),
    /** A palm's leaves. */
    FRONDS(null),
    /** Fruits of a palm. */
    COCONUTS(FRONDS),

    /** Thorax and abdomen. */
    BODY(null),
    /** An insect's head. */
    INSECT_HEAD(BODY),
    /** Feelers. */
    ANTENNAE(INSECT_HEAD),
    /** A butterfly's. */
    BROAD_WINGS(null),
    /** Spots on broad wings. */
    WING_SPOTS(BROAD_WINGS),
    /** A dragonfly's. */
    NARROW_WINGS(null);

    private final @Nullable Part parent;

    Part(@Nullable Part parent) {
        this.parent = parent;
    }

    /**
     * The number that stands for the part in label maps.
     *
     * @return from 0, which is the background
     */
    @SuppressWarnings("EnumOrdinal") // The order of the constants is the order of ids.
    public int id() {
        return ordinal();
    }

    /**
     * What this is a part of.
     *
     * @return another part; empty for those of the object itself and for the background
     */
    public Optional<Part> parent() {
        return Optional.ofNullable(parent);
    }

    /**
     * The parts that this one is made of.
     *
     * @return the direct ones
     */
    public List<Part> children() {
        return Arrays.stream(values()).filter(part -> part.parent == this).toList();
    }

    /**
     * The part of the object itself that this one belongs to.
     *
     * @return the root above this part, itself if it is one
     */
    public Part root() {
        return parent == null ? this : parent.root();
    }

    /**
     * Whether this is a part or one of its parts' parts.
     *
     * @param whole another part, or this
     * @return whether it lies in the tree below that
     */
    public boolean within(Part whole) {
        return this == whole || (parent != null && parent.within(whole));
    }

    /**
     * What the part is called.
     *
     * @return words in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
