package dev.arete.testkit;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Precision;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.check.EigenRatios;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.plain.PlainDouble;
import dev.arete.testkit.plain.PlainPosterior;
import java.util.Arrays;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Properties of a backend against another one, by default the reference, on random densities; the
 * seed of a failure is printed and the case is shrunk. Nothing is presumed of the cases but that
 * they are valid, so every bound is that of the case: units of the last place of the terms that are
 * summed, and for the normal space those over the eigengap.
 */
public abstract class CrossBackendContract {
  /** Units of the last place of the largest terms that two orders of summation may differ by. */
  private static final double FEW = 16;

  private Compute compute;
  private Compute trusted;

  /**
   * Returns how the backend under test is opened.
   *
   * @return options that name the backend
   */
  public abstract ComputeOptions options();

  /**
   * Returns how the backend it is compared with is opened.
   *
   * @return options that name another backend
   */
  public ComputeOptions trustedOptions() {
    return ComputeOptions.defaults().backend("reference");
  }

  @BeforeProperty
  void open() {
    compute = Compute.open(options());
    trusted = Compute.open(trustedOptions());
  }

  @AfterProperty
  void close() {
    compute.close();
    trusted.close();
  }

  private double ulp() {
    return options().precision() == Precision.FP64 ? Math.ulp(1.0) : Math.ulp(1.0f);
  }

  /** Clouds and curves of any small shape, weighted or not, with and without ties. */
  @Provide
  Arbitrary<Sample> samples() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.integers().between(1, 90),
            Arbitraries.integers().between(1, 9),
            Arbitraries.doubles().between(-3, 1),
            Arbitraries.integers().between(0, 7))
        .as(CrossBackendContract::sample);
  }

  private static Sample sample(long seed, int n, int d, double logVariance, int kind) {
    Draw draw = new Draw(seed);
    double h = (float) Math.pow(10, logVariance);
    Sample sample = (kind & 1) == 0 ? draw.cloud(n, d, h, 3) : draw.curve(n, d, h, 3);
    if ((kind & 2) != 0) {
      sample = sample.weighted(draw.weights(n));
    }
    if ((kind & 4) != 0) {
      System.arraycopy(sample.centres(), 0, sample.queries(), 0, d);
      System.arraycopy(sample.centres(), 0, sample.centres(), (n - 1) * d, d);
    }
    return sample;
  }

  private static <T> T with(Compute compute, Sample sample, Function<SmoothedDensity, T> use) {
    try (SmoothedDensity density = compute.density(sample.data(), sample.smoothing())) {
      return use.apply(density);
    }
  }

  private static PlainPosterior scales(Sample s, double[] queries, int q) {
    return PlainDouble.at(s.centres(), s.dimension(), s.weights(), s.variance(), queries, q);
  }

  @Property(tries = 150)
  void evaluationsAgree(@ForAll("samples") Sample sample) {
    LocalGeometry mine = with(compute, sample, p -> p.geometry(sample.queryPoints(), 0));
    LocalGeometry other = with(trusted, sample, p -> p.geometry(sample.queryPoints(), 0));
    double[] myHessian = with(compute, sample, p -> p.hessian(sample.queryPoints()));
    double[] hessian = with(trusted, sample, p -> p.hessian(sample.queryPoints()));
    for (int q = 0; q < sample.queryCount(); q++) {
      PlainPosterior scales = scales(sample, sample.queries(), q);
      moments(sample, q, scales, mine, other);
      double bound =
          FEW * ulp() * (scales.covarianceScale() + sample.dimension()) / sample.variance();
      int size = sample.dimension() * sample.dimension();
      double[] expected = Arrays.copyOfRange(hessian, q * size, (q + 1) * size);
      Check.closeRow("Hessian, " + at(sample, q), myHessian, q * size, expected, bound);
      int d = sample.dimension();
      double[] values = Arrays.copyOfRange(other.eigenvalues(), q * d, (q + 1) * d);
      Check.closeRow("values, " + at(sample, q), mine.eigenvalues(), q * d, values, bound);
    }
  }

  private void moments(
      Sample sample, int q, PlainPosterior scales, LocalGeometry mine, LocalGeometry other) {
    int d = sample.dimension();
    String where = at(sample, q);
    double few = FEW * ulp();
    double logBound = few * (scales.logScale() + scales.exponentScale());
    Check.close("log p, " + where, mine.logDensity()[q], other.logDensity()[q], logBound);
    double[] score = Arrays.copyOfRange(other.score(), q * d, (q + 1) * d);
    double scoreBound = few * shiftScale(sample, scales) / sample.variance();
    Check.closeRow("score, " + where, mine.score(), q * d, score, scoreBound);
    double neighbours = other.effectiveNeighbours()[q];
    double bound = few * scales.exponentScale() * neighbours;
    Check.close("neighbours, " + where, mine.effectiveNeighbours()[q], neighbours, bound);
  }

  /**
   * The size of the terms of m - y, among them those a backend may drop: centres of a posterior
   * weight below the unit of the last place lie within some sqrt(h) of the others.
   */
  private static double shiftScale(Sample sample, PlainPosterior scales) {
    return scales.shiftScale() + Math.sqrt(sample.variance() * scales.exponentScale());
  }

  private String at(Sample sample, int q) {
    return compute.backend() + " " + options().precision() + ", " + sample + ", query " + q;
  }

  @Property(tries = 100)
  void normalSpacesAgree(@ForAll("samples") Sample sample, @ForAll @IntRange(max = 8) int k) {
    int tangent = Math.min(k, sample.dimension() - 1);
    LocalGeometry mine = with(compute, sample, p -> p.geometry(sample.queryPoints(), tangent));
    LocalGeometry other = with(trusted, sample, p -> p.geometry(sample.queryPoints(), tangent));
    double h = sample.variance();
    for (int q = 0; q < sample.queryCount(); q++) {
      PlainPosterior scales = scales(sample, sample.queries(), q);
      double error = FEW * ulp() * (scales.covarianceScale() + sample.dimension());
      double gap = tangent == 0 ? Double.POSITIVE_INFINITY : other.eigengap()[q] * h;
      if (gap > 256 * error) {
        String where = at(sample, q) + ", k " + tangent;
        Check.holds(mine.status(q) == GeometryStatus.OK, where, mine.status(q));
        double turned = Check.norm(scales.shift()) * 2 * error / gap;
        double bound = (FEW * ulp() * shiftScale(sample, scales) + turned) / h;
        Check.close(where, mine.ridgeResidual()[q], other.ridgeResidual()[q], bound);
      }
    }
  }

  /** Where the backend says it found a ridge, the other one finds a ridge too. */
  @Property(tries = 25)
  void whatConvergedIsOnTheRidge(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @IntRange(min = 2, max = 6) int d,
      @ForAll @IntRange(max = 3) int k) {
    Sample sample = Curves.noisyCircle(seed, 80, d, 10);
    int tangent = Math.min(k, d - 1);
    RidgeProjection projection =
        with(compute, sample, p -> p.ridge(tangent).project(sample.queryPoints()));
    Sample ends = sample.at(projection.points());
    LocalGeometry geometry = with(trusted, ends, p -> p.geometry(ends.queryPoints(), tangent));
    for (int q = 0; q < projection.count(); q++) {
      if (projection.status(q) == RidgeStatus.CONVERGED) {
        onRidge(ends, q, geometry, projection.settings().tolerance());
      }
    }
  }

  private void onRidge(Sample ends, int q, LocalGeometry geometry, double tolerance) {
    double h = ends.variance();
    String where = at(ends, q) + ", k " + geometry.ridgeDimension();
    PlainPosterior scales = scales(ends, ends.queries(), q);
    double error = FEW * ulp() * (scales.covarianceScale() + ends.dimension());
    double gap = geometry.ridgeDimension() == 0 ? 1 : geometry.eigengap()[q] * h;
    // A single-precision backend rounds the point, up to about 2 in magnitude, to float.
    double rounded = FEW * ulp() * (scales.shiftScale() + 2);
    double turned = Check.norm(scales.shift()) * 2 * error / gap;
    double bound = tolerance + (rounded + turned) / Math.sqrt(h);
    Check.close("residual, " + where, geometry.ridgeResidual()[q] * Math.sqrt(h), 0, bound);
    Check.holds(geometry.normalEigenvalue(q) <= error / h, where, geometry.normalEigenvalue(q));
  }

  @Property(tries = 150)
  void eigensystemsMeetTheirRatios(
      @ForAll @IntRange(max = 1_000_000) int seed,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = -280, max = 280) int power) {
    Draw draw = new Draw(seed);
    double[] matrix = draw.normal(n * n, 1);
    for (int i = 0; i < n * n; i++) {
      double spread = draw.random().nextInt(4) == 0 ? draw.random().nextInt(16) : 0;
      matrix[i] *= Math.pow(10, power - spread);
    }
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    compute.symmetricEigen().decompose(matrix, n, values, vectors);
    double residual = EigenRatios.residual(matrix, values, vectors, Math.ulp(1.0));
    Check.close("residual ratio, n " + n, residual, 0, 10);
    double orthogonality = EigenRatios.orthogonality(vectors, n, Math.ulp(1.0));
    Check.close("orthogonality ratio, n " + n, orthogonality, 0, 10);
  }
}
