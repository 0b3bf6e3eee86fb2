package io.github.hdecomp.weights.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

    private static Path folder(String system, Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("user.home", "/home/ada");
        return CacheFolder.of(properties, environment);
    }

    @Test
    void everySystemHasItsPlace() {
        assertThat(folder("Linux", Map.of())).isEqualTo(Path.of("/home/ada/.cache/hdecomp"));
        assertThat(folder("Linux", Map.of("XDG_CACHE_HOME", "/fast"))).isEqualTo(Path.of("/fast/hdecomp"));
        assertThat(folder("Linux", Map.of("XDG_CACHE_HOME", "relative")))
                .isEqualTo(Path.of("/home/ada/.cache/hdecomp"));
        assertThat(folder("Mac OS X", Map.of())).isEqualTo(Path.of("/home/ada/Library/Caches/hdecomp"));
        assertThat(folder("Windows 11", Map.of("LOCALAPPDATA", "/local"))).isEqualTo(Path.of("/local/hdecomp"));
    }

    @Test
    void thePropertyWins() {
        Properties properties = new Properties();
        properties.setProperty(CacheFolder.PROPERTY, "/elsewhere");
        assertThat(CacheFolder.of(properties, Map.of("XDG_CACHE_HOME", "/fast")))
                .isEqualTo(Path.of("/elsewhere"));
    }
}
