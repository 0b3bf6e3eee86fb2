package io.github.hdecomp.weights.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Where this user keeps what can be fetched again. */
final class CacheFolder {
    /** The system property that overrides the folder. */
    static final String PROPERTY = "hdecomp.cache";

    private CacheFolder() {}

    /**
     * The folder of a user.
     *
     * @param properties those of the JVM; {@value #PROPERTY} wins
     * @param environment of the process: {@code XDG_CACHE_HOME} as the XDG base directory specification has it,
     *     {@code LOCALAPPDATA} on Windows
     */
    static Path of(Properties properties, Map<String, String> environment) {
        String override = properties.getProperty(PROPERTY, "");
        if (!override.isEmpty()) {
            return Path.of(override);
        }
        Path home = Path.of(properties.getProperty("user.home", "."));
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? home.resolve("AppData/Local") : Path.of(local)).resolve("hdecomp");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library/Caches/hdecomp");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        boolean absolute = !xdg.isEmpty() && Path.of(xdg).isAbsolute();
        return (absolute ? Path.of(xdg) : home.resolve(".cache")).resolve("hdecomp");
    }
}
