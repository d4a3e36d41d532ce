package dev.arete.testkit;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.PosteriorSpectrum;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Graded;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds on the errors of log(mu_j/h) hold, and say something. The truth has 120 digits. */
class SpectrumErrorTest {
  /** Where data are in general position: the digits that a spectrum promises. */
  private static double digits(Precision precision) {
    return precision == Precision.FP64 ? 1e-6 : 1e-3;
  }

  /** Checks every bound, and that those of the first directions are below the largest. */
  private static void check(
      String backend, Precision precision, Sample sample, int known, double largest) {
    ComputeOptions options = ComputeOptions.defaults().threads(1).precision(precision);
    int d = sample.dimension();
    GradedOracle oracle =
        new GradedOracle(sample.centres(), d, sample.weights(), sample.variance());
    try (Compute compute = Compute.open(options.backend(backend));
        SmoothedDensity p = compute.density(sample.data(), sample.smoothing())) {
      PosteriorSpectrum spectrum = p.spectrum(sample.queryPoints());
      for (int q = 0; q < sample.queryCount(); q++) {
        double[] query = Arrays.copyOfRange(sample.queries(), q * d, (q + 1) * d);
        GradedTruth truth = oracle.at(query, d);
        for (int j = 0; j < d; j++) {
          String what = backend + " " + precision + ", " + sample + ", query " + q + ", ratio " + j;
          double bound = spectrum.logErrors()[q * d + j];
          double error =
              j < spectrum.rank()[q]
                  ? Math.abs(spectrum.logRatios()[q * d + j] - truth.logRatio(j))
                  : Double.POSITIVE_INFINITY;
          Check.holds(error <= bound, what, error, bound);
          Check.holds(j >= known || bound <= largest, "size, " + what, bound);
        }
      }
    }
  }

  /** Spectra over hundreds of decades, and over none. */
  @ParameterizedTest
  @CsvSource({"reference, FP64", "cpu, FP64", "cpu, FP32"})
  void randomCases(String backend, Precision precision) {
    for (int d : new int[] {2, 3, 5, 8, 16}) {
      for (Graded.Case drawn : Graded.cases(d, d > 8 ? 4 : 12, 9000 + d)) {
        int known = drawn.isGeneric() ? d : 0;
        check(backend, precision, drawn.sample(), known, digits(precision));
      }
    }
  }

  /** Degenerate to rounding: two directions hang on the last digits of the coordinates. */
  @ParameterizedTest
  @CsvSource({"reference, FP64", "cpu, FP64", "cpu, FP32"})
  void pointsThatAreNearlyALine(String backend, Precision precision) {
    for (double noise : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
      for (double h : new double[] {1e-2, 1e-4, 2e-8}) {
        // at h = 2e-8 the energies are 1e8, and their rounding is that of log mu_1
        double largest = Math.max(1e-5, digits(precision));
        check(backend, precision, Graded.nearLine(noise, h, 4, 3), 1, largest);
      }
    }
  }

  /** Energies of 1e2 to 1e13, whose rounding is that of the weights. */
  @ParameterizedTest
  @CsvSource({"reference, FP64", "cpu, FP64", "cpu, FP32"})
  void queriesFarAway(String backend, Precision precision) {
    double[] points = new Random(4).doubles(30 * 3, -1, 1).toArray();
    for (double far : new double[] {10, 1e3, 1e6}) {
      Sample sample = Graded.sample(points, 3, Smoothing.variance(0.3), far, 0.5 * far, 0.1);
      check(backend, precision, sample, far < 1e6 ? 3 : 0, 1e-6);
    }
  }

  /** The corners of a cube seen from its middle, and from beside it. */
  @ParameterizedTest
  @CsvSource({"reference, FP64", "cpu, FP64", "cpu, FP32"})
  void eigenvaluesThatAreEqualOrNearlySo(String backend, Precision precision) {
    double[] cube = new double[8 * 3];
    Arrays.setAll(cube, i -> (((i / 3) >> (i % 3)) & 1) * 2 - 1);
    for (double off : new double[] {0, 1e-15, 1e-9, 1e-3}) {
      for (double h : new double[] {1, 0.1, 0.02}) {
        Sample sample = Graded.sample(cube, 3, Smoothing.variance(h), off, 2 * off, 0);
        check(backend, precision, sample, 3, precision == Precision.FP64 ? 1e-12 : 1e-4);
      }
    }
  }

  /** At a centre whose neighbours weigh e^-690 to e^-744: sums of such weights have lost bits. */
  @ParameterizedTest
  @CsvSource({"reference, FP64", "cpu, FP64", "cpu, FP32"})
  void weightsAtTheEndOfTheRange(String backend, Precision precision) {
    for (int d = 1; d <= 3; d++) {
      double[] cross = new double[(2 * d + 1) * d];
      for (int j = 0; j < d; j++) {
        cross[(1 + 2 * j) * d + j] = 1 + 0.001 * j;
        cross[(2 + 2 * j) * d + j] = -1 - 0.0005 * (j + 1);
      }
      for (double energy : new double[] {690, 712, 725, 735, 743}) {
        Smoothing smoothing = Smoothing.variance(0.5 / energy);
        double[] middle = new double[d];
        check(backend, precision, Graded.sample(cross, d, smoothing, middle), d, 1e-6);
      }
    }
  }

  /** Distances whose squares are below the range of a double, or whose terms are. */
  @ParameterizedTest
  @CsvSource({"reference, FP64", "cpu, FP64", "cpu, FP32"})
  void dataCloserThanSquaresCanTell(String backend, Precision precision) {
    for (int d = 1; d <= 3; d++) {
      for (double spread : new double[] {1e-150, 1e-156, 1e-160, 1e-162, 1e-165, 1e-200, 1e-300}) {
        double size = spread;
        double[] points = new Random(7).doubles((d + 5L) * d, -size, size).toArray();
        for (double h : new double[] {1, 1e12}) {
          double[] query = new Random(8).doubles(d, -size, size).toArray();
          Sample sample = Graded.sample(points, d, Smoothing.variance(h), query);
          check(backend, precision, sample, d, 1e-6);
        }
      }
    }
  }
}
