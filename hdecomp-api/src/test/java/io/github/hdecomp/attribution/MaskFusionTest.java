package io.github.hdecomp.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskFusionTest {

    private static float[] fused(MaskFusion fusion, float[] lower, float... map) {
        float[] fused = lower.clone();
        fusion.fuse(fused, map);
        return fused;
    }

    @Test
    void hardMasksCutOffWhatLiesBelowTheThreshold() {
        float[] lower = {1, 0.5f, 0, 1};
        assertThat(fused(MaskFusion.HARD, lower, 0, 0.9f, 1, 0.1f)).containsExactly(0, 1.4f, 1, 0);
    }

    @Test
    void productsWeighByTheMapItself() {
        assertThat(fused(MaskFusion.PRODUCT, new float[] {1, 2}, 0.5f, 0)).containsExactly(0.75f, 0);
    }

    /** Bins 26 and 230 are cut below bin 27; less than a tenth of four places is none of them. */
    @Test
    void softMasksStandAtTheThreshold() {
        float[] map = {0.1f, 0.1f, 0.9f, 0.9f};
        double threshold = 27 / 256.0;
        double expected = 1 / (1 + Math.exp(-100 * (0.1 - threshold)));
        assertThat(MaskFusion.SOFT.gate(map)[0]).isCloseTo((float) expected, offset(1e-4f));
        assertThat(MaskFusion.SOFT.gate(map)[3]).isCloseTo(1, offset(1e-6f));
    }

    /** One bright place among many: fewer than a tenth lie above one and a half times the threshold. */
    @Test
    void softMasksMoveUpWhereLittleIsBright() {
        float[] map = new float[100];
        Arrays.fill(map, 0.2f);
        map[0] = 1;
        double threshold = 1.5 * 52 / 256.0;
        double expected = 1 / (1 + Math.exp(-100 * (0.2 - threshold)));
        assertThat((double) MaskFusion.SOFT.gate(map)[1]).isCloseTo(expected, offset(1e-7));
    }
}
