package dev.arete.testkit.contract;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.Oracle;
import dev.arete.testkit.oracle.Truth;
import dev.arete.testkit.plain.PlainDouble;
import dev.arete.testkit.plain.PlainFloat;
import dev.arete.testkit.plain.PlainPosterior;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agreement with the oracle where the problem is well conditioned: the queries lie among the data
 * and many centres carry weight. Two bounds hold at once: what the library promises, and twice the
 * error of a plain loop of the same precision plus a few units of the last place of the terms that
 * are summed.
 */
public abstract class AccuracyContract extends Contract {
  /** Units of the last place of the largest term granted beside twice the plain error. */
  private static final double FEW = 4;

  static Stream<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int d : new int[] {1, 2, 3, 5, 8, 16, 32}) {
      for (double h : new double[] {0.002, 0.02, 0.2, 1}) {
        Draw draw = new Draw(1000L * d + Math.round(1000 * h));
        Sample plain = draw.curve(d < 16 ? 80 : 50, d, (float) h, d < 16 ? 2 : 1);
        samples.add(plain);
        samples.add(plain.weighted(draw.weights(plain.count())));
      }
    }
    return samples.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithTheOracle(Sample sample) {
    Oracle oracle = sample.oracle();
    LocalGeometry[] geometries = geometries(sample);
    double[] hessian = hessian(sample);
    for (int q = 0; q < sample.queryCount(); q++) {
      Truth truth = oracle.at(sample.queries(), q);
      PlainPosterior plain = plain(sample, q);
      checkMoments(sample, q, truth, plain, geometries[0]);
      checkHessian(sample, q, truth, plain, hessian);
      for (LocalGeometry geometry : geometries) {
        checkFrame(sample, q, truth, geometry);
      }
    }
  }

  /** Ridge dimension 0, 1 and the largest there is. */
  private LocalGeometry[] geometries(Sample sample) {
    int[] dimensions = {0, Math.min(1, sample.dimension() - 1), sample.dimension() - 1};
    LocalGeometry[] out = new LocalGeometry[dimensions.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = geometry(sample, dimensions[i]);
    }
    return out;
  }

  private PlainPosterior plain(Sample s, int query) {
    return isDouble()
        ? PlainDouble.at(s.centres(), s.dimension(), s.weights(), s.variance(), s.queries(), query)
        : PlainFloat.at(s.centres(), s.dimension(), s.weights(), s.variance(), s.queries(), query);
  }

  private void checkMoments(
      Sample sample, int q, Truth truth, PlainPosterior plain, LocalGeometry geometry) {
    String where = at(sample, q);
    int d = sample.dimension();
    double h = sample.variance();
    double few = FEW * ulp();

    double log = truth.logDensity();
    double plainLog = Math.abs(plain.logDensity() - log);
    double logBound =
        Math.min(
            promise() * (1 + Math.abs(log)),
            2 * plainLog + few * (plain.logScale() + plain.exponentScale()));
    Check.close("log p, " + where, geometry.logDensity()[q], log, logBound);

    double[] shift = truth.shift();
    double plainShift = Check.distance(plain.shift(), 0, shift);
    double scoreSize = Math.max(Check.norm(shift) / h, scoreFloor(h));
    double scoreBound =
        Math.min(promise() * scoreSize, (2 * plainShift + few * plain.shiftScale()) / h);
    Check.closeRow("score, " + where, geometry.score(), q * d, truth.score(), scoreBound);

    // The mean is returned as a double beside |y|, so it is also rounded in units of |y|.
    double[] mean = truth.posteriorMean();
    double meanBound = h * scoreBound + Math.ulp(1.0) * Check.norm(mean);
    Check.closeRow("mean, " + where, geometry.posteriorMean(), q * d, mean, meanBound);

    double neighbours = truth.effectiveNeighbours();
    Check.close(
        "effective neighbours, " + where,
        geometry.effectiveNeighbours()[q],
        neighbours,
        promise() * neighbours);
  }

  private void checkHessian(
      Sample sample, int q, Truth truth, PlainPosterior plain, double[] hessian) {
    int d = sample.dimension();
    double[] expected = truth.hessian();
    double plainError =
        Check.distance(plain.covarianceRatio(), 0, truth.covarianceRatio()) / sample.variance();
    double scale = (plain.covarianceScale() + 1) / sample.variance();
    double bound = Math.min(promise() * Check.norm(expected), 2 * plainError + FEW * ulp() * scale);
    Check.closeRow("Hessian, " + at(sample, q), hessian, q * d * d, expected, bound);
    for (int i = 0; i < d * d; i++) {
      double mirrored = hessian[q * d * d + i % d * d + i / d];
      Check.holds(hessian[q * d * d + i] == mirrored, "Hessian not symmetric, " + at(sample, q), i);
    }
  }

  /**
   * Eigenvalues move by at most the error of C (Weyl); the normal space turns by at most that error
   * over the eigengap (Davis and Kahan), and the residual with it. Where the gap is below a
   * hundredth of the largest eigenvalue of C, the normal space is not well conditioned.
   */
  private void checkFrame(Sample sample, int q, Truth truth, LocalGeometry geometry) {
    String where = at(sample, q) + ", k " + geometry.ridgeDimension();
    int d = sample.dimension();
    int k = geometry.ridgeDimension();
    double h = sample.variance();
    double covariance = Check.norm(truth.covarianceRatio()) / h;
    double error = promise() * Math.max(covariance, Check.norm(truth.hessian()));
    for (int j = 0; j < d; j++) {
      String what = "eigenvalue " + j + ", " + where;
      Check.close(what, geometry.eigenvalues()[q * d + j], truth.eigenvalue(j), error);
    }
    double gapError = 0;
    if (k > 0) {
      double gap = truth.eigengap(k);
      Check.close("eigengap, " + where, geometry.eigengap()[q], gap, 2 * promise() * covariance);
      if (gap < 0.01 * truth.ratio(0) / h) {
        return;
      }
      gapError = 2 * promise() * covariance / gap;
    } else {
      Check.holds(Double.isNaN(geometry.eigengap()[q]), "eigengap of k = 0 is no NaN, " + where);
    }
    Check.holds(geometry.status(q) == GeometryStatus.OK, "status, " + where, geometry.status(q));
    double size = Check.norm(truth.score());
    double bound = promise() * Math.max(size, scoreFloor(h)) + gapError * size;
    Check.close("residual, " + where, geometry.ridgeResidual()[q], truth.ridgeResidual(k), bound);
  }
}
