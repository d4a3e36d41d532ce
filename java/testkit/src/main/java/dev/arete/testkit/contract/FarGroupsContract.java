package dev.arete.testkit.contract;

import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Between two groups of centres that are many bandwidths apart exponents are as large as the square
 * of that, and their rounding moves the posterior mean: a residual within the tolerance is one, or
 * is said not to be known. The truth has 120 digits.
 */
public abstract class FarGroupsContract extends RidgeContract {
  private static final int CASES = 6;

  @ParameterizedTest
  @CsvSource({"2, 10", "3, 10", "2, 1e4", "2, 1e6", "3, 1e6", "5, 1e6", "2, 1e8", "5, 1e8"})
  void residualsWithinTheToleranceAreTrue(int dimension, double distance) {
    int claimed = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Sample sample = groups(dimension, distance, seed);
      RidgeProjection projection = project(sample, 1);
      RidgeStatus status = projection.status(0);
      if (status == RidgeStatus.CONVERGED || status == RidgeStatus.NOT_A_RIDGE) {
        claimed++;
        double residual = truth(sample, projection.points());
        double bound = projection.settings().tolerance() + either(1e-6, 1e-3);
        Check.holds(residual <= bound, who() + ", " + at(sample, 0), residual, bound);
      }
    }
    // so near, rounding explains nothing
    Check.holds(distance > 10 || claimed == CASES, "known, " + who(), claimed);
  }

  private static double truth(Sample sample, double[] point) {
    double h = sample.variance();
    GradedOracle oracle = new GradedOracle(sample.centres(), sample.dimension(), null, h);
    return oracle.at(point, 2).ridgeResidual(1) * Math.sqrt(h);
  }

  /** Six centres on either side along the first axis, and a query between them. */
  private static Sample groups(int d, double distance, int seed) {
    Random random = new Random(31L * d + seed);
    double[] centres = new double[12 * d];
    Arrays.setAll(centres, i -> random.nextGaussian());
    for (int i = 0; i < 12; i++) {
      centres[i * d] += i % 2 == 0 ? distance : -distance;
    }
    double[] query = new double[d];
    Arrays.setAll(query, k -> k == 0 ? 0 : random.nextGaussian());
    String label = "groups " + distance + " from the middle, seed " + seed;
    return new Sample(label, d, centres, null, 1, query);
  }
}
