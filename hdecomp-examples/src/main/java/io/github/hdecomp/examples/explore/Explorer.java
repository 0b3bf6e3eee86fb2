package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Tensor;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server of the explorer. It runs until it is closed, and does not close the model. */
public final class Explorer implements AutoCloseable {
    private static final int CONNECTIONS = 200;
    private static final int ADDRESS_BYTES = 64 << 10;
    private static final int STEPS_TO_EXPIRY = 8;

    private final Sessions sessions;
    private final Upload upload;
    private final Javalin server;
    private final ScheduledExecutorService housekeeping;
    private final ScheduledFuture<?> expiry;

    /**
     * Starts a server.
     *
     * @param model the network to explore; stays open until the server is closed
     * @param origin what the network was taken for, in a sentence
     * @param pictures pictures that are there without an upload, by name
     * @param limits what clients can make it hold and do
     * @param host the address to listen at, such as {@code 127.0.0.1}
     * @param port the port; 0 for any that is free
     * @throws IOException if the address cannot be listened at
     */
    public Explorer(
            Model model, String origin, Map<String, BufferedImage> pictures, Limits limits, String host, int port)
            throws IOException {
        this(model, origin, pictures, limits, host, port, InstantSource.system());
    }

    Explorer(
            Model model,
            String origin,
            Map<String, BufferedImage> pictures,
            Limits limits,
            String host,
            int port,
            InstantSource clock)
            throws IOException {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        pictures.forEach(
                (name, picture) -> inputs.put(name, model.spec().preprocessing().apply(picture)));
        sessions = new Sessions(model, inputs, limits, clock);
        upload = new Upload(sessions, limits);
        byte[] network = NetworkJson.of(model, origin, sessions.pictures().names(), limits);
        Routes routes = new Routes(sessions, upload, network, limits.nodes());
        Guard guard = new Guard(names(host));
        Map<String, Handler> files = Page.files();
        server = Javalin.create(config -> {
            settings(config);
            config.routes.before(guard::check);
            files.forEach((path, file) -> config.routes.get(path, file));
            routes.add(config.routes);
            config.routes.exception(Exception.class, (failure, context) -> Errors.send(context, failure));
            config.routes.error(404, Errors::nothingThere);
        });
        housekeeping = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "explorer-housekeeping");
            thread.setDaemon(true);
            return thread;
        });
        long step = Math.max(1, limits.idle().toMillis() / STEPS_TO_EXPIRY);
        expiry = housekeeping.scheduleWithFixedDelay(sessions::expire, step, step, TimeUnit.MILLISECONDS);
        try {
            server.start(host, port);
        } catch (RuntimeException taken) {
            close();
            throw new IOException(
                    host + ":" + port + ": cannot listen there (" + reason(taken) + "); choose another --port", taken);
        }
    }

    private static void settings(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.GZIP;
        config.jetty.threadPool = new QueuedThreadPool(CONNECTIONS);
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new BrokenRequests()));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // The address of a view names every decision that is open.
            http.setRequestHeaderSize(ADDRESS_BYTES);
        });
    }

    private static Set<String> names(String host) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        InetAddress address = InetAddress.getByName(host);
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            names.add("localhost");
            names.add("127.0.0.1");
            names.add("[::1]");
        }
        if (address.isAnyLocalAddress()) {
            // By number only: names are what others can point at this machine.
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(InetAddress::getHostAddress)
                    .forEach(names::add);
        } else {
            names.add(host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /**
     * The port that it listens at.
     *
     * @return the port
     */
    public int port() {
        return server.port();
    }

    /** What is held for clients. */
    Sessions sessions() {
        return sessions;
    }

    /** Stops listening, ends work that goes on, and gives the memory back. */
    @Override
    public void close() {
        expiry.cancel(false);
        housekeeping.shutdownNow();
        server.stop();
        upload.close();
        sessions.close();
    }
}
