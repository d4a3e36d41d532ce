package dev.arete.testkit.contract;

import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Exact;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ridge does not depend on origin, axes, unit of length, or the method. Queries start near the
 * ridge, where both converge to the same branch; points are compared within ten times the
 * tolerance, since a point at a residual r lies within r / (1 - mu_N/h) of the ridge.
 */
public abstract class RidgeInvarianceContract extends RidgeContract {
  private static final double BRANCH = 0.25;

  /** Points on a grid of 1/16, so that moves are exact. */
  private static Sample sample(int d) {
    Sample drawn = Curves.noisyCircle(40 + d, 160, d, 30);
    return new Sample(
        drawn.label() + ", snapped",
        d,
        snapped(drawn.centres()),
        null,
        0.140625,
        snapped(drawn.queries()));
  }

  private static double[] snapped(double[] values) {
    return Arrays.stream(values).map(v -> Math.rint(v * 16) / 16).toArray();
  }

  /** Fails unless nearly all queries converge both times, to the same points after a map. */
  private void compare(
      String what,
      Sample sample,
      RidgeProjection before,
      RidgeProjection after,
      double unit,
      UnaryOperator<double[]> map) {
    double[] mapped = map.apply(before.points());
    int d = sample.dimension();
    int same = 0;
    for (int q = 0; q < before.count(); q++) {
      if (before.status(q) != RidgeStatus.CONVERGED || after.status(q) != RidgeStatus.CONVERGED) {
        continue;
      }
      double[] expected = Arrays.copyOfRange(mapped, q * d, (q + 1) * d);
      double root = Math.sqrt(sample.variance()) * unit;
      double away = Check.distance(after.points(), q * d, expected);
      if (away <= BRANCH * root) {
        same++;
        double bound = root * (10 * before.settings().tolerance() + 1024 * ulp());
        Check.closeRow(what + ", " + at(sample, q), after.points(), q * d, expected, bound);
      }
    }
    Check.holds(
        same >= 0.9 * before.count(), what + ", " + at(sample, 0) + ", same branch only", same);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "3, 2", "6, 1", "2, 0"})
  void theOriginDoesNotMatter(int d, int k) {
    Sample sample = sample(d);
    double by = either(1e6, 4096);
    // At 1e6 a coordinate is known to 1e-10: the residual cannot be asked for to less.
    double reachable = either(1e-8, 1e-5);
    RidgeProjection before = project(sample, k, r -> r.tolerance(reachable));
    RidgeProjection after = project(Exact.shifted(sample, by), k, r -> r.tolerance(reachable));
    compare("shift", sample, before, after, 1, points -> shifted(points, by));
  }

  private static double[] shifted(double[] points, double by) {
    return Arrays.stream(points).map(x -> x + by).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 6})
  void theAxesDoNotMatter(int d) {
    Sample sample = sample(d);
    RidgeProjection before = project(sample, 1, r -> r.tolerance(tight()));
    RidgeProjection after = project(Exact.turned(sample), 1, r -> r.tolerance(tight()));
    compare("turned", sample, before, after, 5, points -> Exact.turned(points, d));
  }

  @ParameterizedTest
  @ValueSource(ints = {-12, 5, 24})
  void theUnitOfLengthDoesNotMatter(int power) {
    Sample sample = sample(3);
    double unit = Math.scalb(1.0, power);
    RidgeProjection before = project(sample, 1, r -> r.tolerance(tight()));
    RidgeProjection after = project(Exact.scaled(sample, unit), 1, r -> r.tolerance(tight()));
    compare("scaled", sample, before, after, unit, points -> times(points, unit));
  }

  private static double[] times(double[] points, double unit) {
    return Arrays.stream(points).map(x -> x * unit).toArray();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "3, 2", "5, 1", "8, 2", "2, 0"})
  void newtonAndScmsEndInTheSameSet(int d, int k) {
    Sample sample = sample(d);
    RidgeProjection newton = project(sample, k, r -> r.tolerance(tight()));
    RidgeProjection scms =
        project(sample, k, r -> r.tolerance(tight()).method(RidgeMethod.SCMS).maxIterations(3000));
    residualsAreTrue(sample, newton);
    residualsAreTrue(sample, scms);
    int both = 0;
    int same = 0;
    for (int q = 0; q < newton.count(); q++) {
      if (newton.status(q) == RidgeStatus.CONVERGED && scms.status(q) == RidgeStatus.CONVERGED) {
        both++;
        double[] expected = Arrays.copyOfRange(scms.points(), q * d, (q + 1) * d);
        double root = Math.sqrt(sample.variance());
        double away = Check.distance(newton.points(), q * d, expected) / root;
        // Each slides by less than its normal distance; the same branch, not the same point.
        same += away <= 1 ? 1 : 0;
      }
    }
    Check.holds(both >= 0.9 * newton.count(), at(sample, 0), newton.summary(), scms.summary());
    Check.holds(same >= 0.9 * both, at(sample, 0), same, both);
  }

  /** Where the frame does not turn both methods end in the very same point. */
  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void onALineBothMethodsEndInTheSamePoint(RidgeMethod method) {
    Sample line = Curves.line(4);
    RidgeProjection projection = project(line, 1, r -> r.method(method));
    converged(line, projection);
    for (int q = 0; q < projection.count(); q++) {
      double[] foot = new double[4];
      foot[0] = line.queries()[4 * q];
      double bound = reach(projection.settings().tolerance(), line.variance());
      Check.closeRow(at(line, q), projection.points(), 4 * q, foot, bound);
    }
  }
}
