package io.github.hdecomp.examples.explore;

/** A request that is not answered as asked: an HTTP status, and a sentence that says what to do instead. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The request itself is wrong. */
    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }
}
