package io.github.hdecomp.examples.scenes;

import java.util.Locale;

/** What is behind the object of a scene. */
public enum Background {
    /** A wall, a floor, things hung up. */
    ROOM,
    /** Hills, grass and flowers under a sky. */
    MEADOW,
    /** Fronts of buildings and a road. */
    STREET,
    /** Waves up to a horizon. */
    SEA,
    /** Clouds alone. */
    SKY,
    /** Sand before a strip of sea. */
    BEACH,
    /** Peaks with snow. */
    MOUNTAINS;

    /**
     * What the background is called.
     *
     * @return a word in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
