package dev.arete.testkit.contract;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Densities whose geometry is known in closed form: one point, two points, three points. */
public abstract class ClosedFormContract extends Contract {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 33, 64})
  void onePointIsANormal(int d) {
    Draw draw = new Draw(d);
    double h = 0.25;
    double[] queries = draw.normal(3 * d, 1);
    Sample sample = new Sample("one point", d, draw.normal(d, 1), null, h, queries);
    LocalGeometry geometry = geometry(sample, 0);
    for (int q = 0; q < 3; q++) {
      checkNormal(sample, q, geometry);
    }
    if (d > 1) {
      LocalGeometry curve = geometry(sample, 1);
      Check.holds(curve.status(0) == GeometryStatus.UNDEFINED, "rank 0, k 1, " + at(sample, 0));
      Check.holds(Double.isNaN(curve.ridgeResidual()[0]), "residual not NaN, " + at(sample, 0));
    }
  }

  private void checkNormal(Sample sample, int q, LocalGeometry geometry) {
    int d = sample.dimension();
    double h = sample.variance();
    double[] score = new double[d];
    for (int j = 0; j < d; j++) {
      score[j] = (sample.centres()[j] - sample.queries()[q * d + j]) / h;
    }
    double size = Check.norm(score);
    double log = -0.5 * h * size * size - 0.5 * d * Math.log(2 * Math.PI * h);
    // Sums of d rounded terms, in the worst order.
    double relative = (4 + d) * ulp();
    String where = at(sample, q);
    double logSize = 0.5 * h * size * size + 0.5 * d * Math.abs(Math.log(2 * Math.PI * h));
    Check.close("log p, " + where, geometry.logDensity()[q], log, relative * (1 + logSize));
    Check.closeRow("score, " + where, geometry.score(), q * d, score, relative * size);
    Check.close("residual, " + where, geometry.ridgeResidual()[q], size, relative * size);
    Check.close("neighbours, " + where, geometry.effectiveNeighbours()[q], 1, ulp());
    for (int j = 0; j < d; j++) {
      double value = geometry.eigenvalues()[q * d + j];
      Check.close("eigenvalue " + j + ", " + where, value, -1 / h, relative / h);
    }
  }

  /** Two equal points at +-3 e1: m = c tanh(c x/h) e1, C = c^2 sech^2(c x/h) e1 e1^T, c = 3a. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 0.5, 1, 2})
  void twoPointsHaveTheAxisForARidge(double time) {
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    double h = smoothing.variance();
    double c = smoothing.scale() * 3;
    double[] queries = {0, 0, 0.25 * h, 0.5, -0.5 * h, -0.25, h, 2, -1.5, 0.125, 4, 0.03125};
    for (int q = 0; q < queries.length; q++) {
      queries[q] = (float) queries[q];
    }
    try (SmoothedDensity density =
        compute().density(Points.of(new double[] {3, 0, -3, 0}, 2), smoothing)) {
      LocalGeometry geometry = density.geometry(Points.of(queries, 2), 1);
      for (int q = 0; q < geometry.count(); q++) {
        String where = who() + ", two points, time " + time + ", query " + q;
        checkTwoPoints(where, q, c, h, queries[2 * q], queries[2 * q + 1], geometry);
      }
    }
  }

  private void checkTwoPoints(
      String where, int q, double c, double h, double x, double y, LocalGeometry geometry) {
    double[] score = {(c * Math.tanh(c * x / h) - x) / h, -y / h};
    double size = Math.max(Check.norm(score), scoreFloor(h));
    // tanh' = sech^2 <= 1 and the exponents are 2 c x / h apart: its rounding error times c.
    double spread = 1 + Math.abs(c * x / h);
    double sech = 1 / Math.cosh(c * x / h);
    double tolerance = 16 * ulp() * (size + spread * sech * sech * c / h);
    Check.closeRow("score, " + where, geometry.score(), 2 * q, score, tolerance);
    double ratio = c * c * sech * sech / h;
    double tangent = (ratio - 1) / h;
    double valueBound = 16 * ulp() * (1 + ratio * spread) / h;
    Check.close("tangent, " + where, geometry.eigenvalues()[2 * q], tangent, valueBound);
    Check.close("normal, " + where, geometry.eigenvalues()[2 * q + 1], -1 / h, valueBound);
    // Where the far point is lost beside the near one, the axis is lost with it: an answer too.
    boolean clear = sech * sech > 1e-4;
    boolean ok = geometry.status(q) == GeometryStatus.OK;
    Check.holds(ok || !clear, "status, " + where, geometry.status(q));
    if (ok) {
      double residual = geometry.ridgeResidual()[q];
      Check.close("residual, " + where, residual, Math.abs(y) / h, 16 * ulp() * size);
    }
  }

  /**
   * Three points (0,0), (5,0), (0,5): the ridge follows the two short sides, and the hypotenuse
   * does not belong. Normal displacement at a (3.5, 1.5), to the digits it was published with.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 0.86, 0.005", "0.1, 1.357, 0.0005", "0.01, 1.485, 0.0005"})
  void threePointsPushTheHypotenuseAway(double time, double expected, double digits) {
    double displacement = threePoints(time, 3.5, 1.5);
    Check.close(who() + ", three points, time " + time, displacement, expected, digits);
  }

  @Test
  void threePointsKeepTheirShortSides() {
    Check.close(who() + ", time 0.5", threePoints(0.5, 2.5, 0), 1e-3, 5e-4);
    Check.close(who() + ", time 0.1", threePoints(0.1, 2.5, 0), 7e-25, 1e-12);
    Check.close(who() + ", time 0.01", threePoints(0.01, 2.5, 0), 0, 1e-12);
  }

  private double threePoints(double time, double x, double y) {
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    double a = smoothing.scale();
    try (SmoothedDensity density =
        compute().density(Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2), smoothing)) {
      Points query = Points.of(new double[] {a * x, a * y}, 2);
      LocalGeometry geometry = density.geometry(query, 1);
      Check.holds(geometry.status(0) == GeometryStatus.OK, who() + ", three points", time, x, y);
      return geometry.ridgeResidual()[0] * smoothing.variance();
    }
  }

  /** d = 1 at the middle of two points: p = N(c; 0, h), m = 0, C = c^2. */
  @Test
  void oneDimensionHasModesOnly() {
    Sample sample =
        new Sample("pair on a line", 1, new double[] {-1, 1}, null, 0.5, new double[] {0});
    LocalGeometry geometry = geometry(sample, 0);
    double log = -1 - 0.5 * Math.log(Math.PI);
    Check.close("log p, " + at(sample, 0), geometry.logDensity()[0], log, 8 * ulp());
    Check.close("score, " + at(sample, 0), geometry.score()[0], 0, 8 * ulp());
    Check.close("curvature, " + at(sample, 0), geometry.normalEigenvalue(0), 2, 16 * ulp());
    Check.holds(!geometry.curvatureOk(0, 0), "a valley passed for a mode, " + at(sample, 0));
  }
}
