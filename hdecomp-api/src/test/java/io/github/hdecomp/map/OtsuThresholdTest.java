package io.github.hdecomp.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OtsuThresholdTest {

    @Test
    void twoHeapsAreCutRightAboveTheLower() {
        OtsuThreshold cut = OtsuThreshold.of(0.1f, 0.1f, 0.9f, 0.9f);
        assertThat(cut).isEqualTo(new OtsuThreshold(26 / 256.0, false));
    }

    @Test
    void valuesOfOneBinAreNotCut() {
        assertThat(OtsuThreshold.of(0.5f, 0.5f)).isEqualTo(new OtsuThreshold(0, true));
        assertThat(OtsuThreshold.of()).isEqualTo(new OtsuThreshold(0, true));
        assertThat(OtsuThreshold.of(1f, 1f).degenerate()).isTrue();
    }

    @Test
    void endsOfTheRangeAreTold() {
        assertThat(OtsuThreshold.of(0f, 1f, 2f, -1f).value()).isEqualTo(1 / 256.0);
    }

    /** No other cut leaves a larger variance between the classes. */
    @Property(tries = 100)
    void noCutIsBetter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 + random.nextInt(40)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(random.nextDouble(), 2);
        }
        OtsuThreshold cut = OtsuThreshold.of(values);
        if (!cut.degenerate()) {
            double best = between(values, cut.value());
            for (int t = 1; t < 256; t++) {
                assertThat(between(values, t / 256.0)).isLessThanOrEqualTo(best + 1e-12);
            }
        }
    }

    private static double between(float[] values, double threshold) {
        double[] count = new double[2];
        double[] sum = new double[2];
        for (float value : values) {
            int side = value >= threshold ? 1 : 0;
            count[side]++;
            sum[side] += Math.min((int) (value * 256.0), 255);
        }
        if (count[0] == 0 || count[1] == 0) {
            return 0;
        }
        double difference = sum[0] / count[0] - sum[1] / count[1];
        return count[0] * count[1] * difference * difference / values.length / values.length;
    }
}
