package dev.arete.testkit.contract;

import dev.arete.ComputationInterruptedException;
import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.PosteriorSpectrum;
import dev.arete.QueryBatch;
import dev.arete.RidgeOutcome;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Graded;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries held on the device give the bits of queries passed with each call, and move in place. */
public abstract class HeldContract extends RidgeContract {
  private static final Sample CIRCLE = Curves.noisyCircle(5, 60, 2, 40);

  private static double[] all(LocalGeometry g) {
    return joined(
        g.logDensity(),
        g.score(),
        g.posteriorMean(),
        g.eigenvalues(),
        g.eigenvectors(),
        g.eigengap(),
        g.relativeGap(),
        g.turn(),
        g.effectiveNeighbours(),
        g.ridgeResidual());
  }

  private static double[] all(PosteriorSpectrum s) {
    double[] rank = Arrays.stream(s.rank()).asDoubleStream().toArray();
    return joined(s.logRatios(), s.logErrors(), rank);
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Every evaluation at held queries against the same with the points themselves. */
  private void evaluationsAgree(String where, SmoothedDensity p, QueryBatch batch, int k) {
    Check.sameBits(where, batch.logDensity(), p.logDensity(batch.points()));
    Check.sameBits(where, batch.score(), p.score(batch.points()));
    Check.sameBits(where, batch.posteriorMean(), p.posteriorMean(batch.points()));
    Check.sameBits(where, batch.hessian(), p.hessian(batch.points()));
    Check.sameBits(where, all(batch.geometry(k)), all(p.geometry(batch.points(), k)));
    double[] residual = p.geometryWithoutVectors(batch.points(), k).ridgeResidual();
    Check.sameBits(where, batch.geometryWithoutVectors(k).ridgeResidual(), residual);
    Check.sameBits(where, all(batch.spectrum()), all(p.spectrum(batch.points())));
    double[] into = new double[batch.count()];
    batch.evaluateInto(into, null, null);
    Check.sameBits(where, into, batch.logDensity());
  }

  private static void sameEndings(String where, RidgeOutcome outcome, RidgeProjection expected) {
    Check.holds(outcome.count() == expected.count(), where, outcome.count());
    Check.holds(outcome.settings().equals(expected.settings()), where, outcome.settings());
    Check.holds(outcome.summary().equals(expected.summary()), where, outcome.summary());
    Check.holds(outcome.statusCounts().equals(expected.statusCounts()), where);
    Check.holds(Arrays.equals(outcome.iterations(), expected.iterations()), where, "iterations");
    for (int q = 0; q < outcome.count(); q++) {
      Check.holds(outcome.status(q) == expected.status(q), where, outcome.status(q), q);
      Check.holds(outcome.reason(q) == expected.reason(q), where, outcome.reason(q), q);
    }
  }

  /** Evaluates, projects, evaluates there, projects on from there. */
  private void everyOperationAgrees(Sample sample, int k) {
    String where = at(sample, 0) + ", k " + k;
    try (SmoothedDensity p = compute().density(sample.data(), sample.smoothing());
        QueryBatch batch = p.hold(sample.queryPoints())) {
      Check.sameBits(where, batch.points().coordinates(), sample.queries());
      evaluationsAgree("held, " + where, p, batch, k);
      for (RidgeProjector projector :
          List.of(p.ridge(k).maxIterations(12), p.ridge(0).maxIterations(3))) {
        RidgeProjection expected = projector.project(batch.points());
        sameEndings(where, projector.project(batch), expected);
        Check.sameBits("moved, " + where, batch.points().coordinates(), expected.points());
        evaluationsAgree("moved, " + where, p, batch, k);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 17, 33})
  void resultsAreThoseOfThePoints(int d) {
    Sample sample = new Draw(60 + d).curve(70, d, 0.05, 9);
    everyOperationAgrees(sample.weighted(new Draw(d).weights(70)), Math.min(1, d - 1));
  }

  /**
   * Where nearly all weight sits on one centre, the normal space comes from another computation.
   */
  @Test
  void smallNoiseLevelsToo() {
    for (Graded.Case drawn : Graded.cases(3, 4, 9)) {
      everyOperationAgrees(drawn.sample(), drawn.ridgeDimension());
    }
  }

  /** Far more queries than are worked on at a time, of which few move. */
  @Test
  void manyQueriesAreCutWithoutATrace() {
    Sample sample = Curves.noisyCircle(6, 12, 2, 17_000);
    try (SmoothedDensity p = compute().density(sample.data(), sample.smoothing());
        QueryBatch batch = p.hold(sample.queryPoints())) {
      RidgeProjector projector = p.ridge(1).minLogDensity(-3).maxIterations(2);
      RidgeProjection expected = projector.project(sample.queryPoints());
      sameEndings(at(sample, 0), projector.project(batch), expected);
      Check.sameBits(at(sample, 0), batch.points().coordinates(), expected.points());
      Check.sameBits(at(sample, 0), batch.score(), p.score(batch.points()));
    }
  }

  @Test
  void theMemoryBudgetDoesNotMatter() {
    Sample sample = new Draw(3).curve(20, 64, 0.5, 700);
    double[] expected = hessian(sample);
    try (Compute small = Compute.open(options().memoryBudget(1 << 24));
        SmoothedDensity p = small.density(sample.data(), sample.smoothing());
        QueryBatch batch = p.hold(sample.queryPoints())) {
      Check.sameBits(at(sample, 0), batch.hessian(), expected);
    }
  }

  /** Coordinates that a change of units would round come back to the last bit. */
  @Test
  void whatDoesNotMoveKeepsItsBits() {
    double[] odd = {-0.0, 1e-300, 0.1, -1.0 / 3, 1e6 + 0.1, Double.MIN_VALUE};
    Sample sample = CIRCLE.at(odd);
    try (SmoothedDensity p = compute().density(sample.data(), sample.smoothing());
        QueryBatch batch = p.hold(sample.queryPoints())) {
      p.ridge(1).maxIterations(0).project(batch);
      Check.sameBits(at(sample, 0), batch.points().coordinates(), odd);
    }
  }

  @Test
  void noQueriesHaveEmptyResults() {
    try (SmoothedDensity p = compute().density(CIRCLE.data(), CIRCLE.smoothing());
        QueryBatch batch = p.hold(CIRCLE.at().queryPoints())) {
      Check.holds(batch.count() == 0 && batch.dimension() == 2, "shape", batch.count());
      Check.holds(batch.geometry(1).count() == 0, "geometry");
      Check.holds(p.ridge(1).project(batch).summary().equals("no queries"), "outcome");
      Check.holds(batch.points().count() == 0, "points");
    }
  }

  @Test
  void aProjectionThatIsStoppedMovesNothing() {
    Thread caller = Thread.currentThread();
    Sample sample = Curves.noisyCircle(1, 1500, 3, 40_000);
    try (SmoothedDensity p = compute().density(sample.data(), sample.smoothing());
        QueryBatch batch = p.hold(sample.queryPoints())) {
      RidgeProjector endless = p.ridge(1).tolerance(1e-300).maxIterations(1_000_000);
      Assertions.assertThrows(
          ComputationInterruptedException.class,
          () -> endless.onProgress((finished, total) -> caller.interrupt()).project(batch));
      Check.holds(Thread.interrupted(), "the flag is not set again");
      Check.sameBits("interrupted, " + who(), batch.points().coordinates(), sample.queries());
      RuntimeException mine = new IllegalArgumentException("mine");
      RidgeProjector failing =
          endless.onProgress(
              (finished, total) -> {
                throw mine;
              });
      Exception thrown =
          Assertions.assertThrows(RuntimeException.class, () -> failing.project(batch));
      Check.holds(thrown == mine, "another exception came out:", thrown);
      Check.sameBits("failed, " + who(), batch.points().coordinates(), sample.queries());
    }
  }

  /** Waiting would be for ever: the listener belongs to the projection that it would wait for. */
  @Test
  void aSecondProjectionAtTheSameTimeIsRefused() {
    try (SmoothedDensity p = compute().density(CIRCLE.data(), CIRCLE.smoothing());
        QueryBatch batch = p.hold(CIRCLE.queryPoints())) {
      RidgeProjector projector = p.ridge(1);
      RidgeProjector twice = projector.onProgress((finished, total) -> projector.project(batch));
      refused(IllegalStateException.class, () -> twice.project(batch), "by another call");
      Check.sameBits(who(), batch.points().coordinates(), CIRCLE.queries());
      RidgeProjection expected = projector.project(CIRCLE.queryPoints());
      sameEndings("afterwards, " + who(), projector.project(batch), expected);
    }
  }

  private static void refused(Class<? extends Exception> type, Executable use, String word) {
    String message = Assertions.assertThrows(type, use).getMessage();
    Check.holds(message.contains(word), "message of a refusal:", message);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    try (SmoothedDensity p = compute().density(CIRCLE.data(), CIRCLE.smoothing());
        SmoothedDensity other = compute().density(CIRCLE.data(), CIRCLE.smoothing());
        QueryBatch batch = p.hold(CIRCLE.queryPoints())) {
      Class<? extends Exception> type = IllegalArgumentException.class;
      refused(type, () -> other.ridge(1).project(batch), "another density");
      refused(type, () -> p.ridge(1).recordingPaths().project(batch), "paths");
      refused(type, () -> p.hold(Curves.circle(3).queryPoints()), "dimension 3");
      refused(type, () -> batch.geometry(2), "2");
      refused(type, () -> batch.evaluateInto(new double[39], null, null), "39");
    }
  }
}
