package dev.arete.testkit.contract;

import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identities between the outputs: the score is the difference quotient of log p, the Hessian that
 * of the score, log p obeys the heat equation in h, the eigensystem rebuilds the Hessian.
 *
 * <p>Differences are of fourth order with a step that is a power of two near sqrt(h)/128 (double)
 * or sqrt(h)/16 (float), at queries on a grid of 2^-12, so that the points of the stencil are
 * exact. The error is step^4/30 times a fifth derivative, a few times 1e-9 (double) or 1e-5 (float)
 * in units of sqrt(h), or roundoff times |log p| over the step.
 */
public abstract class DerivativeContract extends Contract {
  private static final double VARIANCE = 0.25;

  private Sample sample(int d) {
    Sample sample = new Draw(77 + d).cloud(40, d, VARIANCE, 2);
    double[] queries = sample.queries();
    for (int i = 0; i < queries.length; i++) {
      queries[i] = Math.rint(queries[i] * 4096) / 4096;
    }
    return sample;
  }

  private double step() {
    return Math.sqrt(VARIANCE) * either(0x1p-7, 0x1p-4);
  }

  private double tolerance(int d) {
    return either(1e-7, 1e-3) * d;
  }

  /** Fourth-order difference of a vector function along one axis, at every query. */
  private double[] difference(Sample sample, int axis, Function<Sample, double[]> function) {
    double step = step();
    double[] near =
        minus(moved(sample, axis, step, function), moved(sample, axis, -step, function));
    double[] far =
        minus(moved(sample, axis, 2 * step, function), moved(sample, axis, -2 * step, function));
    return combined(near, far, step);
  }

  private static double[] combined(double[] near, double[] far, double step) {
    double[] out = new double[near.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (8 * near[i] - far[i]) / (12 * step);
    }
    return out;
  }

  private static double[] moved(
      Sample sample, int axis, double by, Function<Sample, double[]> function) {
    double[] queries = sample.queries().clone();
    for (int i = axis; i < queries.length; i += sample.dimension()) {
      queries[i] += by;
    }
    return function.apply(sample.at(queries));
  }

  private static double[] minus(double[] a, double[] b) {
    double[] out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void scoreIsTheGradientOfLogDensity(int d) {
    Sample sample = sample(d);
    double[] score = score(sample);
    for (int axis = 0; axis < d; axis++) {
      double[] slope = difference(sample, axis, this::logDensity);
      for (int q = 0; q < sample.queryCount(); q++) {
        String what = "slope along " + axis + ", " + at(sample, q);
        Check.close(what, score[q * d + axis], slope[q], tolerance(d) / Math.sqrt(VARIANCE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void hessianIsTheJacobianOfTheScore(int d) {
    Sample sample = sample(d);
    double[] hessian = hessian(sample);
    for (int axis = 0; axis < d; axis++) {
      double[] slope = difference(sample, axis, this::score);
      for (int q = 0; q < sample.queryCount(); q++) {
        for (int j = 0; j < d; j++) {
          String what = "entry " + j + ", " + axis + ", " + at(sample, q);
          double entry = hessian[(q * d + j) * d + axis];
          Check.close(what, entry, slope[q * d + j], tolerance(d) / VARIANCE);
        }
      }
    }
  }

  /** dp/dh = (1/2) laplacian p, so d log p/dh = (tr H + |s|^2)/2: pins the normalising constant. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16})
  void logDensityObeysTheHeatEquation(int d) {
    Sample sample = sample(d);
    double step = VARIANCE * either(0x1p-7, 0x1p-4);
    double[] near = minus(inVariance(sample, step), inVariance(sample, -step));
    double[] far = minus(inVariance(sample, 2 * step), inVariance(sample, -2 * step));
    double[] slope = combined(near, far, step);
    double[] score = score(sample);
    double[] hessian = hessian(sample);
    for (int q = 0; q < sample.queryCount(); q++) {
      double sum = 0;
      double size = d / VARIANCE;
      for (int j = 0; j < d; j++) {
        double s = score[q * d + j];
        sum += hessian[(q * d + j) * d + j] + s * s;
        size += s * s;
      }
      Check.close("heat, " + at(sample, q), slope[q], 0.5 * sum, tolerance(1) * size);
    }
  }

  private double[] inVariance(Sample s, double by) {
    double h = s.variance() + by;
    return logDensity(
        new Sample(s.label(), s.dimension(), s.centres(), s.weights(), h, s.queries()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 33, 64})
  void geometryIsConsistentWithItself(int d) {
    Sample sample = new Draw(77 + d).curve(60, d, VARIANCE, 2);
    int k = Math.min(d - 1, 2);
    LocalGeometry geometry = geometry(sample, k);
    double[] hessian = hessian(sample);
    for (int q = 0; q < sample.queryCount(); q++) {
      checkEigensystem(sample, q, geometry, hessian);
      checkNormalSpace(sample, q, geometry);
    }
  }

  /** Trace, order, unit vectors, and V^T diag(lambda) V = H. Sums of d^2 rounded terms. */
  private void checkEigensystem(Sample sample, int q, LocalGeometry geometry, double[] hessian) {
    int d = sample.dimension();
    String where = at(sample, q);
    double[] matrix = Arrays.copyOfRange(hessian, q * d * d, (q + 1) * d * d);
    double[] values = Arrays.copyOfRange(geometry.eigenvalues(), q * d, (q + 1) * d);
    double[] vectors = Arrays.copyOfRange(geometry.eigenvectors(), q * d * d, (q + 1) * d * d);
    double tolerance = 16 * d * ulp() * (Check.norm(matrix) + 1 / VARIANCE);
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += matrix[j * d + j] - values[j];
      Check.holds(j == 0 || values[j] <= values[j - 1], "values ascend at " + j + ", " + where);
    }
    Check.close("trace, " + where, trace, 0, tolerance);
    Check.closeRow(
        "rebuilt Hessian, " + where, Matrices.rebuilt(vectors, values), 0, matrix, tolerance);
    double orthogonality = Matrices.orthogonality(vectors, d);
    Check.close("orthogonality, " + where, orthogonality, 0, 16 * d * ulp());
  }

  private void checkNormalSpace(Sample sample, int q, LocalGeometry geometry) {
    int d = sample.dimension();
    int k = geometry.ridgeDimension();
    String where = at(sample, q) + ", k " + k;
    double sum = 0;
    double size = 0;
    for (int j = 0; j < d; j++) {
      double s = geometry.score()[q * d + j];
      double mean = sample.queries()[q * d + j] + VARIANCE * s;
      Check.close("mean, " + where, geometry.posteriorMean()[q * d + j], mean, 64 * ulp());
      size += s * s;
      double component = 0;
      for (int i = 0; i < d; i++) {
        component += geometry.eigenvectors()[(q * d + j) * d + i] * geometry.score()[q * d + i];
      }
      sum += j < k ? 0 : component * component;
    }
    double tolerance = 16 * d * ulp() * Math.sqrt(size);
    Check.close("residual, " + where, geometry.ridgeResidual()[q], Math.sqrt(sum), tolerance);
    Check.holds(
        geometry.normalEigenvalue(q) == geometry.eigenvalues()[q * d + k], "lambda, " + where);
    if (k > 0) {
      double gap = geometry.eigenvalues()[q * d + k - 1] - geometry.eigenvalues()[q * d + k];
      Check.close("eigengap, " + where, geometry.eigengap()[q], gap, 16 * ulp() / VARIANCE);
    }
  }
}
