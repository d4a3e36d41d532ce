package dev.arete.testkit;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Graded;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two positions v and -v seen from their middle, each a hundred thousand times: the covariance is v
 * v^T. Equal terms are all rounded the same way, so that a sum of one level loses hundreds of
 * units. As in {@code GradedContract}, with more rows than an emulated device gets through.
 */
class CpuRepeatedRowsTest {
  private static final int SEEDS = 6;

  /** Columns, shared sums and lists: far centres are what keeps sums from being shared. */
  @ParameterizedTest
  @CsvSource({
    "2, FP64, 200000, 0",
    "3, FP64, 200000, 0",
    "2, FP32, 100000, 0",
    "4, FP64, 200000, 0",
    "4, FP64, 200000, 250000",
    "9, FP64, 100000, 125000",
    "9, FP32, 50000, 60000",
    "65, FP64, 10000, 12000",
    "65, FP32, 10000, 0"
  })
  void turnBoundsTheAngle(int d, Precision precision, int times, int far) {
    ComputeOptions options = ComputeOptions.defaults().backend("cpu").precision(precision);
    try (Compute compute = Compute.open(options)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        Sample sample = Graded.twoPositions(d, times, far, seed);
        try (SmoothedDensity density = compute.density(sample.data(), sample.smoothing())) {
          LocalGeometry geometry = density.geometry(sample.queryPoints(), 1);
          double[] v = Arrays.copyOf(sample.centres(), d);
          double angle = Graded.sine(geometry.eigenvectors(), v);
          double turn = geometry.turn()[0];
          Check.holds(geometry.status(0) == GeometryStatus.OK, "seed " + seed, geometry.status(0));
          Check.holds(angle <= turn, "turn bounds the angle, seed " + seed, angle, turn);
        }
      }
    }
  }
}
