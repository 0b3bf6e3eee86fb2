package io.github.hdecomp.weights.download;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** By which proxy a server is reached. */
final class Proxies {
    private static final int USUAL_PORT = 8080;

    private Proxies() {}

    /**
     * The proxy of a server: that of the environment, {@code https_proxy} or {@code http_proxy} unless {@code no_proxy} names
     * the host or a domain that it is in, else that of the JVM, {@code -Dhttps.proxyHost}.
     */
    static Proxy of(URI server, Map<String, String> environment) {
        String scheme = server.getScheme().toLowerCase(Locale.ROOT);
        String named = either(environment, scheme + "_proxy");
        if (!named.isEmpty() && !excluded(String.valueOf(server.getHost()), either(environment, "no_proxy"))) {
            URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
            if (proxy.getHost() == null) {
                throw new IllegalArgumentException(
                        scheme + "_proxy: " + named + ", expected such as http://proxy.example:8080");
            }
            int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
            return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
        }
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null || !named.isEmpty() ? List.of() : selector.select(server);
        return proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }

    private static String either(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
    }

    private static boolean excluded(String host, String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(entry -> entry.startsWith("*") ? entry.substring(1) : entry)
                .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .anyMatch(entry -> (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry)))
                        || (entry.isEmpty() && list.strip().equals("*")));
    }
}
