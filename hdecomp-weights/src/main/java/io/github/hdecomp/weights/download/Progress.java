package io.github.hdecomp.weights.download;

/** Hears how far a download is. */
@FunctionalInterface
public interface Progress {

    /**
     * Some bytes have arrived.
     *
     * @param file the name of the file
     * @param done bytes that are there, those of an earlier try included
     * @param total bytes of the whole file
     */
    void at(String file, long done, long total);
}
