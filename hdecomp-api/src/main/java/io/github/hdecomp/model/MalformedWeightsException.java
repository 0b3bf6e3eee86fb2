package io.github.hdecomp.model;

import java.io.IOException;

/** A file of weights that does not keep to its format, with the place where it departs. */
public final class MalformedWeightsException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The byte where the file departs from its format. */
    private final long offset;

    /**
     * A complaint about a place in a file.
     *
     * @param source the file
     * @param offset the byte where the file departs from its format
     * @param complaint what was got, what was expected, what to do; control characters, which names in files may hold, are
     *     replaced, so that it stays one line
     */
    public MalformedWeightsException(String source, long offset, String complaint) {
        super(source + ": at byte " + offset + ": " + complaint.replaceAll("\\p{Cntrl}", "?"));
        this.offset = offset;
    }

    /**
     * The place in the file.
     *
     * @return the byte where the file departs from its format
     */
    public long offset() {
        return offset;
    }
}
