package io.github.hdecomp.nd4j.kernel;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;

/** Says which versions of libraries are on the class path, for provenance: rounding depends on them. */
public final class Versions {
    private Versions() {}

    /**
     * The version of a library.
     *
     * @param group its group
     * @param artifact its name
     * @return the version that its jar states
     */
    public static String of(String group, String artifact) {
        try {
            return Loader.getVersion(group, artifact);
        } catch (IOException unknown) {
            return "of unknown version";
        }
    }
}
