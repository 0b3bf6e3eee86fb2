package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was faster when it was measured: channels in, channels out, rows and columns. */
class EngineCostsTest {

    @ParameterizedTest
    @CsvSource({"16, 64, 55", "32, 128, 27", "48, 192, 13", "64, 256, 13", "512, 512, 7"})
    void wideVectors_generateSmallLayers(int in, int out, int side) {
        EngineCosts costs = new EngineCosts(in, out, side, side, Rates.WIDE);
        assertThat(costs.generated()).isLessThan(Math.min(costs.winograd(2), costs.winograd(4)));
    }

    @ParameterizedTest
    @CsvSource({"32, 128, 27", "64, 64, 56", "128, 128, 28", "256, 256, 14"})
    void narrowVectors_saveMultiplications(int in, int out, int side) {
        EngineCosts costs = new EngineCosts(in, out, side, side, Rates.NARROW);
        assertThat(Math.min(costs.winograd(2), costs.winograd(4))).isLessThan(costs.generated());
    }

    /** Reading the transformed filters, which are many times the output, would take longer than the multiplications. */
    @ParameterizedTest
    @CsvSource({"512, 512, 7"})
    void narrowVectors_heavyWeights(int in, int out, int side) {
        EngineCosts costs = new EngineCosts(in, out, side, side, Rates.NARROW);
        assertThat(costs.generated()).isLessThan(Math.min(costs.winograd(2), costs.winograd(4)));
    }
}
