package io.github.hdecomp.examples.explore;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps other web sites out. A name that an attacker has pointed at this machine (DNS rebinding) is not among the hosts that are
 * answered; requests that a page of another origin makes are refused; and the page may load nothing but itself.
 */
final class Guard {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Set<String> hosts;

    /**
     * A guard.
     *
     * @param hosts the names by which this server may be called, without ports, lower case
     */
    Guard(Set<String> hosts) {
        this.hosts = Collections.unmodifiableSet(new LinkedHashSet<>(hosts));
    }

    void check(Context context) {
        headers(context);
        String host = context.header("Host");
        if (host == null || !hosts.contains(name(host))) {
            throw new Refusal(
                    403,
                    "This explorer answers to " + String.join(", ", hosts)
                            + " only; start it with --host to add a name.");
        }
        String origin = context.header("Origin");
        if (origin != null && !sameHost(origin, host)) {
            throw new Refusal(403, "Requests from pages of other origins are refused.");
        }
        String site = context.header("Sec-Fetch-Site");
        boolean api = context.path().startsWith("/api/");
        if (api && site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refusal(403, "Requests from pages of other sites are refused.");
        }
    }

    private static void headers(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }

    /** The name in a Host header, without the port. */
    private static String name(String host) {
        int port = host.lastIndexOf(':');
        boolean has = port > host.lastIndexOf(']');
        return (has ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }

    private static boolean sameHost(String origin, String host) {
        try {
            URI uri = new URI(origin);
            return "http".equals(uri.getScheme()) && host.equalsIgnoreCase(uri.getRawAuthority());
        } catch (URISyntaxException strange) {
            return false;
        }
    }
}
