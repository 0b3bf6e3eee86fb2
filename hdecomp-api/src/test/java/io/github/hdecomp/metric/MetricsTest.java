package io.github.hdecomp.metric;

import org.junit.jupiter.api.Nested;

/** The contract, kept by all metrics. */
class MetricsTest {
    @Nested
    class PointingGames extends MetricContract {
        @Override
        protected Metric metric() {
            return PointingGame.defaults().withTolerance(2);
        }
    }

    @Nested
    class EnergyPointingGames extends MetricContract {
        @Override
        protected Metric metric() {
            return EnergyPointingGame.defaults();
        }
    }

    @Nested
    class TopFractionIous extends MetricContract {
        @Override
        protected Metric metric() {
            return TopFractionIou.defaults();
        }
    }

    @Nested
    class SizeAdaptivePrecisions extends MetricContract {
        @Override
        protected Metric metric() {
            return new SizeAdaptivePrecision();
        }
    }

    @Nested
    class SoftDrops extends MetricContract {
        @Override
        protected Metric metric() {
            return Drop.soft();
        }
    }

    @Nested
    class TopDrops extends MetricContract {
        @Override
        protected Metric metric() {
            return Drop.top15();
        }
    }

    @Nested
    class SoftIncreases extends MetricContract {
        @Override
        protected Metric metric() {
            return Increase.soft();
        }
    }

    @Nested
    class TopIncreases extends MetricContract {
        @Override
        protected Metric metric() {
            return Increase.top15();
        }
    }

    @Nested
    class Insertions extends MetricContract {
        @Override
        protected Metric metric() {
            return new Insertion(1, Insertion.Start.BLURRED);
        }
    }

    @Nested
    class Deletions extends MetricContract {
        @Override
        protected Metric metric() {
            return new Deletion(1);
        }
    }

    @Nested
    class PatchAblations extends MetricContract {
        @Override
        protected Metric metric() {
            return new PatchAblation(4, 3, 1);
        }
    }

    @Nested
    class Infidelities extends MetricContract {
        @Override
        protected Metric metric() {
            return Infidelity.comparing();
        }
    }

    @Nested
    class MaxSensitivities extends MetricContract {
        @Override
        protected Metric metric() {
            return MaxSensitivity.defaults();
        }
    }

    @Nested
    class SanityChecks extends MetricContract {
        @Override
        protected Metric metric() {
            return SanityCheck.of(FunctionModel.of(input -> new float[] {0, 0}));
        }
    }
}
