package io.github.hdecomp.examples.explore;

/** Hears how far long work has come, between its steps. */
@FunctionalInterface
interface Progress {
    /** Hears nothing. */
    Progress NONE = (done, total) -> {};

    /**
     * A step is done.
     *
     * @param done steps done
     * @param total steps known so far, done ones included
     * @throws Cancelled if nobody waits for the result any more
     */
    void at(int done, int total) throws Cancelled;

    /** Ends work that nobody waits for. */
    final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;

        Cancelled(Throwable cause) {
            super("cancelled", cause);
        }
    }
}
