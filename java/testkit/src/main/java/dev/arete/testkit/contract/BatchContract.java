package dev.arete.testkit.contract;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results must not depend on how work is cut, on threads, on memory, or on the run. */
public abstract class BatchContract extends Contract {
  /** All results of a sample in one row of numbers: evaluation and projection. */
  private static double[] everything(Compute compute, Sample sample) {
    try (SmoothedDensity density = compute.density(sample.data(), sample.smoothing())) {
      return everything(density, sample.queryPoints());
    }
  }

  private static double[] everything(SmoothedDensity density, Points queries) {
    LocalGeometry g = density.geometry(queries, Math.min(1, density.dimension() - 1));
    RidgeProjection r = density.ridge(g.ridgeDimension()).maxIterations(30).project(queries);
    double[] iterations = Arrays.stream(r.iterations()).asDoubleStream().toArray();
    return joined(
        g.logDensity(),
        g.score(),
        g.eigenvalues(),
        g.eigenvectors(),
        g.ridgeResidual(),
        g.effectiveNeighbours(),
        density.hessian(queries),
        r.points(),
        r.residual(),
        iterations);
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private double[] everythingWith(ComputeOptions options, Sample sample) {
    try (Compute other = Compute.open(options)) {
      return everything(other, sample);
    }
  }

  private static Sample sample(int d) {
    return new Draw(40 + d).curve(150, d, 0.05, 67);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 17})
  void threadsAndMemoryDoNotMatter(int d) {
    Sample sample = sample(d);
    double[] expected = everything(compute(), sample);
    double[] one = everythingWith(options().threads(1), sample);
    Check.sameBits("1 thread, " + at(sample, 0), one, expected);
    double[] two = everythingWith(options().threads(2), sample);
    Check.sameBits("2 threads, " + at(sample, 0), two, expected);
    double[] small = everythingWith(options().memoryBudget(1 << 24), sample);
    Check.sameBits("16 MiB, " + at(sample, 0), small, expected);
  }

  /** A result of d^2 numbers a query that is several times the scratch memory allowed. */
  @Test
  void resultsLargerThanTheBudgetAreComplete() {
    int d = 64;
    Sample sample = new Draw(3).curve(20, d, 0.5, 1500);
    double[] expected = hessian(sample);
    try (Compute small = Compute.open(options().memoryBudget(1 << 24));
        SmoothedDensity density = small.density(sample.data(), sample.smoothing())) {
      double[] cut = density.hessian(sample.queryPoints());
      Check.sameBits("16 MiB, " + at(sample, 0), cut, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void runsRepeatBitForBit(int d) {
    Sample sample = sample(d);
    double[] expected = everything(compute(), sample);
    for (int run = 0; run < 20; run++) {
      Check.sameBits("run " + run + ", " + at(sample, 0), everything(compute(), sample), expected);
    }
  }

  /** One query alone may be summed in another order than in a batch: some units of rounding. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aBatchIsItsQueriesOneByOne(int d) {
    Sample sample = sample(d);
    LocalGeometry batch = geometry(sample, 0);
    double[] hessians = hessian(sample);
    double few = 64 * ulp();
    for (int q = 0; q < sample.queryCount(); q++) {
      Sample one = sample.at(Arrays.copyOfRange(sample.queries(), q * d, (q + 1) * d));
      LocalGeometry alone = geometry(one, 0);
      String where = at(sample, q);
      double log = alone.logDensity()[0];
      Check.close("log p, " + where, batch.logDensity()[q], log, few * (1 + Math.abs(log)));
      double size = Math.max(Check.norm(alone.score()), scoreFloor(sample.variance()));
      Check.closeRow("score, " + where, batch.score(), q * d, alone.score(), few * size);
      double[] hessian = hessian(one);
      double bound = few * Check.norm(hessian);
      Check.closeRow("Hessian, " + where, hessians, q * d * d, hessian, bound);
    }
  }

  /** Six threads on one density at once, each with its own queries. */
  @Test
  void anyThreadMayCall() throws InterruptedException, ExecutionException {
    Sample sample = sample(3);
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      List<Points> queries = new ArrayList<>();
      List<Future<double[]>> results = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        queries.add(Points.of(new Draw(t).curve(1, 3, 0.05, 30 + t).queries(), 3));
        Points mine = queries.get(t);
        results.add(pool.submit(() -> everything(density, mine)));
      }
      for (int t = 0; t < 6; t++) {
        double[] expected = everything(density, queries.get(t));
        Check.sameBits("thread " + t + ", " + at(sample, 0), results.get(t).get(), expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
