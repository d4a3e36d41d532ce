package dev.arete.testkit.contract;

import dev.arete.LocalGeometry;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths, fixed points, and the agreement of a projection with the geometry where it ended. */
public abstract class RidgePathContract extends RidgeContract {
  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void pathsLeadFromTheQueryToThePoint(RidgeMethod method) {
    for (int d : new int[] {2, 3, 6}) {
      Sample sample = Curves.noisyCircle(d, 120, d, 25);
      RidgeProjection plain = project(sample, 1, r -> r.method(method));
      RidgeProjection recorded = project(sample, 1, r -> r.method(method).recordingPaths());
      Check.sameBits("recorded, " + at(sample, 0), recorded.points(), plain.points());
      for (int q = 0; q < recorded.count(); q++) {
        double[] path = recorded.path(q);
        int rows = 1 + recorded.iterations()[q];
        Check.holds(path.length == rows * d, at(sample, q), path.length, rows, d);
        double[] first = Arrays.copyOf(path, d);
        double[] last = Arrays.copyOfRange(path, path.length - d, path.length);
        double[] query = Arrays.copyOfRange(sample.queries(), q * d, (q + 1) * d);
        double[] end = Arrays.copyOfRange(recorded.points(), q * d, (q + 1) * d);
        Check.sameBits("start, " + at(sample, q), first, query);
        Check.sameBits("end, " + at(sample, q), last, end);
      }
    }
  }

  /** Each SCMS step is y + P_N (m - y): recomputed from the geometry at every point of a path. */
  @Test
  void scmsStepsAreProjectedMeanShifts() {
    int d = 3;
    Sample sample = Curves.noisyCircle(5, 100, d, 6);
    double h = sample.variance();
    RidgeProjection projection =
        project(sample, 1, r -> r.method(RidgeMethod.SCMS).recordingPaths().maxIterations(8));
    for (int q = 0; q < projection.count(); q++) {
      double[] path = projection.path(q);
      LocalGeometry geometry = geometry(sample.at(path), 1);
      for (int step = 0; step + 1 < path.length / d; step++) {
        double[] expected = Arrays.copyOfRange(path, step * d, (step + 1) * d);
        for (int j = 1; j < d; j++) {
          int vector = (step * d + j) * d;
          double dot = 0;
          for (int i = 0; i < d; i++) {
            dot += geometry.eigenvectors()[vector + i] * geometry.score()[step * d + i];
          }
          for (int i = 0; i < d; i++) {
            expected[i] += h * dot * geometry.eigenvectors()[vector + i];
          }
        }
        String where = "step " + step + ", " + at(sample, q);
        // The normal space turns by the rounding error of C over the gap, at most a hundredth.
        Check.closeRow(where, path, (step + 1) * d, expected, 1e4 * ulp());
      }
    }
  }

  @Test
  void pathsThatWereNotRecordedAreMissed() {
    Sample sample = Curves.circle(2);
    RidgeProjection projection = project(sample, 1);
    String message =
        Assertions.assertThrows(IllegalStateException.class, () -> projection.path(0)).getMessage();
    Check.holds(message.contains("recordingPaths"), message);
  }

  /** What is on the ridge stays: projecting the result again takes no step, or one of rounding. */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "3, 2", "5, 1", "8, 2", "2, 0"})
  void pointsOnTheRidgeDoNotMove(int d, int k) {
    Sample sample = Curves.noisyCircle(10 + d, 150, d, 30);
    RidgeProjection first = project(sample, k);
    RidgeProjection second = project(sample.at(first.points()), k);
    double root = Math.sqrt(sample.variance());
    double bound = (2 * first.settings().tolerance() + 64 * ulp()) * root;
    int checked = 0;
    for (int q = 0; q < first.count(); q++) {
      if (first.status(q) == RidgeStatus.CONVERGED) {
        checked++;
        RidgeStatus again = second.status(q);
        Check.holds(again == RidgeStatus.CONVERGED, "again, " + at(sample, q), again);
        double[] point = Arrays.copyOfRange(first.points(), q * d, (q + 1) * d);
        Check.closeRow("again, " + at(sample, q), second.points(), q * d, point, bound);
        Check.holds(second.iterations()[q] <= either(0, 1), at(sample, q));
      }
    }
    Check.holds(checked >= 0.8 * first.count(), at(sample, 0), first.summary());
  }

  /** What a projection says of its end is what the geometry says there. */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "3, 2", "5, 1", "8, 2", "3, 0", "16, 1"})
  void theEndIsDescribedTruly(int d, int k) {
    Sample sample = Curves.noisyCircle(20 + d, 150, d, 12);
    RidgeProjection projection = project(sample, k);
    residualsAreTrue(sample, projection);
    LocalGeometry geometry = geometry(sample.at(projection.points()), k);
    double h = sample.variance();
    double few = 1024 * ulp();
    for (int q = 0; q < projection.count(); q++) {
      String where = at(sample, q) + ", " + projection.status(q);
      double log = geometry.logDensity()[q];
      Check.close("log p, " + where, projection.logDensity()[q], log, few * (1 + Math.abs(log)));
      double lambda = geometry.normalEigenvalue(q);
      Check.close("lambda, " + where, projection.normalEigenvalue()[q], lambda, few / h);
      if (k > 0) {
        double gap = geometry.eigengap()[q];
        Check.close("gap, " + where, projection.eigengap()[q], gap, few / h);
      }
      double neighbours = geometry.effectiveNeighbours()[q];
      double got = projection.effectiveNeighbours()[q];
      Check.close("neighbours, " + where, got, neighbours, few * neighbours);
      if (projection.status(q) != RidgeStatus.UNDEFINED) {
        double residual = geometry.ridgeResidual()[q] * Math.sqrt(h);
        Check.close("residual, " + where, projection.residual()[q], residual, few);
      }
    }
  }
}
