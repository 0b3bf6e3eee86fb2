package io.github.hdecomp.examples;

import io.github.hdecomp.examples.methods.Methods;
import java.util.Iterator;

/** The names of the methods, for help texts. */
final class MethodNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Methods.names().iterator();
    }
}
