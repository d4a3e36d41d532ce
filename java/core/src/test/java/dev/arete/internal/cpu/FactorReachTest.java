package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Precision;
import dev.arete.internal.reference.ReferenceProvider;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Factors of the covariance take the centres within a reach that is guessed from the nearest tile,
 * and farther ones where that was not enough. All of them are in many tiles here.
 */
class FactorReachTest {
  private static final int QUERIES = 6;
  private static final BackendOptions OPTIONS = new BackendOptions(Precision.FP64, 0, 2, 1L << 26);

  private static double[] normal(int length, double size, long seed) {
    Random random = new Random(seed);
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = size * random.nextGaussian();
    }
    return numbers;
  }

  private static EvaluationOutputs outputs(int d) {
    return new EvaluationOutputs(
        new double[QUERIES],
        new double[QUERIES * d],
        new double[QUERIES * d],
        new double[QUERIES],
        new double[QUERIES * d * d],
        new double[QUERIES * d],
        new double[QUERIES * d * d],
        new double[QUERIES],
        new double[QUERIES],
        new byte[QUERIES],
        new byte[QUERIES],
        new double[QUERIES],
        new double[QUERIES],
        new double[QUERIES * d],
        new double[QUERIES * d],
        new int[QUERIES]);
  }

  private static EvaluationOutputs evaluate(Backend backend, Mixture mixture, double[] queries) {
    EvaluationOutputs outputs = outputs(mixture.dimension());
    try (backend;
        DensityEngine engine = backend.load(mixture)) {
      engine.evaluate(new EvaluationRequest(queries, QUERIES, 1, outputs, Monitor.NONE));
    }
    return outputs;
  }

  /** From nearly all centres within reach to none but the anchor before all are taken. */
  @ParameterizedTest
  @CsvSource({
    "2, 0.1",
    "2, 1e-4",
    "3, 1e-3",
    "5, 1e-2",
    "5, 1e-4",
    "12, 0.3",
    "12, 1e-2",
    "12, 1e-4",
    "32, 1",
    "32, 0.1",
    "32, 1e-2",
    "32, 1e-5"
  })
  void knowsEveryEigenvalueAsTheReferenceDoes(int d, double h) {
    int n = 1500;
    double[] centres = normal(n * d, 1, d);
    for (int i = 0; i < centres.length; i++) {
      centres[i] *= Math.pow(1 + i % d, -1.5); // a spectrum that falls off
    }
    double[] queries = normal(QUERIES * d, 0.3 * Math.sqrt(h), 2);
    for (int i = 0; i < queries.length; i++) {
      queries[i] += centres[i];
    }
    Mixture mixture = new Mixture(centres, null, n, d, h);
    EvaluationOutputs expected = evaluate(new ReferenceProvider().open(OPTIONS), mixture, queries);
    EvaluationOutputs actual = evaluate(new CpuBackend(OPTIONS), mixture, queries);
    int known = 0;
    for (int i = 0; i < QUERIES * d; i++) {
      double bound = expected.logErrors()[i] + actual.logErrors()[i];
      double difference = Math.abs(expected.logRatios()[i] - actual.logRatios()[i]);
      assertTrue(bound == Double.POSITIVE_INFINITY || difference <= bound, i + ": " + difference);
      known += bound < 1e-6 ? 1 : 0;
    }
    assertTrue(known > QUERIES * d / 2, known + " eigenvalues known");
  }

  /** The other centres form a far cluster: beyond the rows that were guessed from the near one. */
  @Test
  void farCentresThatSpanWhatIsMissingAreTaken() {
    int d = 9;
    int n = 600;
    double[] centres = new double[n * d];
    double[] near = normal(n * d, 1, 8);
    for (int i = 0; i < n; i++) {
      boolean isNear = i < n / 2;
      for (int k = 0; k < d; k++) {
        // the near ones lie in a plane
        centres[i * d + k] = isNear ? (k < 2 ? 0.1 * near[i * d + k] : 0) : 3 + near[i * d + k];
      }
    }
    Mixture mixture = new Mixture(centres, null, n, d, 0.01);
    double[] queries = new double[QUERIES * d];
    EvaluationOutputs expected = evaluate(new ReferenceProvider().open(OPTIONS), mixture, queries);
    EvaluationOutputs actual = evaluate(new CpuBackend(OPTIONS), mixture, queries);
    assertEquals(d, actual.rank()[0]);
    for (int i = 0; i < d; i++) {
      // energies of some thousand carry their rounding into logarithms
      double expectedRatio = expected.logRatios()[i];
      assertEquals(expectedRatio, actual.logRatios()[i], 1e-14 * (1 + Math.abs(expectedRatio)) * d);
    }
    assertTrue(actual.logRatios()[2] < -300, "only the far ones have variance there");
  }
}
