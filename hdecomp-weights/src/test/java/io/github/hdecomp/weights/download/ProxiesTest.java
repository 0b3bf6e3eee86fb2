package io.github.hdecomp.weights.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final URI SERVER = URI.create("https://files.example.org/models/");

    private static String address(Proxy proxy) {
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void ofTheEnvironment() {
        assertThat(address(Proxies.of(SERVER, Map.of("https_proxy", "http://proxy:3128/"))))
                .isEqualTo("proxy:3128");
        assertThat(address(Proxies.of(SERVER, Map.of("HTTPS_PROXY", "proxy:3128"))))
                .isEqualTo("proxy:3128");
        assertThat(address(Proxies.of(SERVER, Map.of("https_proxy", "http://proxy"))))
                .isEqualTo("proxy:8080");
        assertThat(Proxies.of(SERVER, Map.of("http_proxy", "http://proxy:3128")))
                .isEqualTo(Proxy.NO_PROXY);
        assertThatThrownBy(() -> Proxies.of(SERVER, Map.of("https_proxy", "http://")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.example.org", "example.org", ".example.org", "a, *.example.org", "*"})
    void exceptions(String list) {
        Map<String, String> environment = Map.of("https_proxy", "http://proxy:3128", "no_proxy", list);
        assertThat(Proxies.of(SERVER, environment)).isEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "org.example", "ample.org", "other.example.org"})
    void noExceptions(String list) {
        Map<String, String> environment = Map.of("https_proxy", "http://proxy:3128", "no_proxy", list);
        assertThat(address(Proxies.of(SERVER, environment))).isEqualTo("proxy:3128");
    }
}
