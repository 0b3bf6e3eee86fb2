package io.github.hdecomp.examples;

import java.util.Iterator;

/** The names of the metrics, for help texts. */
final class MetricNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Metrics.names().iterator();
    }
}
