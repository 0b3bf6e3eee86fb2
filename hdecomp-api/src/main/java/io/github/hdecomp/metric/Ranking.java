package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;

/** The places of a map in descending order of their values; equal ones in ascending order of their flat index. */
final class Ranking {
    private Ranking() {}

    /** Flat indices, the largest value's first. */
    static int[] descending(Tensor map) {
        long[] keys = new long[map.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) ~ascending(map.get(i)) << 32) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** An integer that grows with the value; -0 is 0. */
    private static int ascending(float value) {
        int bits = Float.floatToIntBits(value + 0.0f);
        return bits >= 0 ? bits : bits ^ 0x7fffffff;
    }

    /** The first place of the largest value. */
    static int first(Tensor map) {
        int best = 0;
        for (int i = 1; i < map.size(); i++) {
            best = map.get(i) > map.get(best) ? i : best;
        }
        return best;
    }

    static boolean isConstant(Tensor map) {
        for (int i = 1; i < map.size(); i++) {
            if (map.get(i) != map.get(0)) {
                return false;
            }
        }
        return true;
    }
}
