package io.github.hdecomp.examples.explore;

import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, from the resources beside this class. They are named here: no address of a client is looked up. */
final class Page {
    private static final List<String> FILES = List.of(
            "index.html",
            "explorer.css",
            "main.js",
            "busy.js",
            "controls.js",
            "view.js",
            "api.js",
            "state.js",
            "evidence.js",
            "picture.js",
            "tree.js",
            "details.js",
            "prediction.js",
            "paint.js",
            "dom.js",
            "focus.js",
            "icon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private Page() {}

    /** All files by their addresses. */
    static Map<String, Handler> files() throws IOException {
        Map<String, Handler> files = new LinkedHashMap<>();
        for (String name : FILES) {
            files.put(name.equals("index.html") ? "/" : "/" + name, file("page/" + name));
        }
        files.put("/api/openapi.json", file("explorer-api.json"));
        return files;
    }

    private static Handler file(String resource) throws IOException {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        try (InputStream stream = Page.class.getResourceAsStream(resource)) {
            if (stream == null || type == null) {
                throw new IllegalStateException("explorer: " + resource + " is missing from the class path");
            }
            byte[] content = stream.readAllBytes();
            return context -> context.header("Cache-Control", "no-cache")
                    .contentType(type)
                    .result(content);
        }
    }
}
