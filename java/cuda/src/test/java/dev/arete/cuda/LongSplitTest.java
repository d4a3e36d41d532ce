package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.arete.Precision;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import dev.arete.testkit.check.Check;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Splits longer than 4096 centres, which high dimensions get because a split holds d^2 / 2 sums: a
 * lane must not sum more floats in a row than in a short split.
 */
@OnEmulator(onDevice = true)
class LongSplitTest {
  private static final int DIMENSION = 5;
  private static final int COUNT = 1 << 16;
  private static final long BUDGET = 1L << 24;

  @BeforeAll
  static void initialise() {
    assertNull(Driver.unavailable());
  }

  /** One centre where the query is, the others at distance 1 from it, along the axes. */
  private static double[] star() {
    double[] centres = new double[COUNT * DIMENSION];
    for (int i = 1; i < COUNT; i++) {
      centres[i * DIMENSION + i % DIMENSION] = i / DIMENSION % 2 == 0 ? 1 : -1;
    }
    return centres;
  }

  private static double logDensity(double variance) {
    Mixture mixture = new Mixture(star(), null, COUNT, DIMENSION, variance);
    Units units = new Units(mixture, Numbers.FP32);
    double[] result = new double[1];
    EvaluationOutputs outputs =
        new EvaluationOutputs(
            result, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null);
    double[] query = new double[DIMENSION];
    try (CudaDevice device = new CudaDevice(0, BUDGET)) {
      device.run(
          () -> {
            try (DeviceMixture data =
                new DeviceMixture(device, mixture, units, BUDGET, new Splits(COUNT, 1))) {
              BackendOptions options = new BackendOptions(Precision.FP32, 0, 1, BUDGET);
              Loaded loaded = new Loaded(device, data, new HostFrames(mixture, options), units);
              Queries queries = new CallerQueries(device.staging(), units, query, null);
              new Evaluation(
                      loaded, queries, new EvaluationRequest(query, 1, 0, outputs, Monitor.NONE))
                  .run();
            }
          });
    }
    return result[0];
  }

  /**
   * 64 units of rounding are what summing 128 equal floats can lose, 8 more are for the weights.
   */
  @Test
  void sumsOfManyFloatsKeepTheirDigits() {
    for (double variance : new double[] {0.31, 0.5, 0.72}) {
      double others = (COUNT - 1) * Math.exp(-0.5 / variance);
      double expected =
          Math.log((1 + others) / COUNT) - 0.5 * DIMENSION * Math.log(2 * Math.PI * variance);
      Check.close("log p at " + variance, logDensity(variance), expected, 72 * 0x1p-24);
    }
  }
}
