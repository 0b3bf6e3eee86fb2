package io.github.hdecomp.examples.scenes;

import java.util.SplittableRandom;

/** A stream of random numbers of one scene for one purpose, so that what one purpose takes does not shift the others. */
final class Chance {
    private final SplittableRandom random;

    Chance(long key, String purpose) {
        this.random = new SplittableRandom(mixed(key + purpose.hashCode()));
    }

    /** The finaliser of splitmix64 (Steele et al. 2014): a bijection that spreads every bit. */
    static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long bits() {
        return random.nextLong();
    }
}
