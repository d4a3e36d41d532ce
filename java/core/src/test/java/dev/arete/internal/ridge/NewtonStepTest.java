package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.internal.reference.Posterior;
import dev.arete.spi.Mixture;
import dev.arete.spi.ProjectionOutputs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** When third moments are asked for: they are the dear part of an evaluation. */
class NewtonStepTest {
  private int contractions;
  private int evaluations;

  @Test
  void scmsNeverAsksForThirdMoments() {
    run(Samples.circle(100, 0.1, 1), 0.02, settings(1, 1e-6, RidgeMethod.SCMS));
    assertEquals(0, contractions);
  }

  @Test
  void modesNeedNoThirdMoments() {
    run(Samples.circle(100, 0.1, 1), 0.2, settings(0, 1e-9, RidgeMethod.NEWTON));
    assertEquals(0, contractions);
  }

  @Test
  void fewDimensionsAskFromTheStart() {
    run(Samples.circle(100, 0.1, 1), 0.02, settings(1, 1e-6, RidgeMethod.NEWTON));
    assertTrue(contractions >= 50, "contractions " + contractions);
  }

  @Test
  void manyDimensionsAskForSlowQueriesAndTightTolerancesOnly() {
    Points data = Samples.mixture(200, 8, 2, 3);
    run(data, 1.5, settings(2, 1e-6, RidgeMethod.NEWTON));
    int loose = contractions;
    int looseEvaluations = evaluations;
    run(data, 1.5, settings(2, 0.99e-6, RidgeMethod.NEWTON));
    assertTrue(10 * loose < looseEvaluations, loose + " of " + looseEvaluations);
    assertTrue(2 * contractions > evaluations, contractions + " of " + evaluations);
  }

  private static ProjectionSettings settings(int tangent, double tolerance, RidgeMethod method) {
    return new ProjectionSettings(tangent, 0, tolerance, 500, method, Double.NEGATIVE_INFINITY);
  }

  private void run(Points data, double variance, ProjectionSettings settings) {
    contractions = 0;
    evaluations = 0;
    int d = data.dimension();
    Posterior posterior =
        new Posterior(new Mixture(data.coordinates(), null, data.count(), d, variance));
    ThirdMoments counting =
        (vectors, tangent, coefficients, out) -> {
          contractions++;
          Arrays.fill(out, Double.NaN); // a result is overwritten, not added to
          posterior.contract(vectors, tangent, coefficients, out);
        };
    RidgeIteration iteration =
        new RidgeIteration(new LocalFrame(d, variance, Precision.FP64), settings, 0x1p-53);
    ProjectionOutputs outputs = ProjectionOutputs.allocate(100, d);
    LocalMoments moments = new LocalMoments(d);
    for (int i = 0; i < 100; i++) {
      iteration.start(i, data.coordinates(), i * d, null);
      int before = evaluations;
      do {
        posterior.evaluate(iteration.point(), 0, true, moments);
        evaluations++;
      } while (!iteration.advance(moments, counting));
      iteration.store(outputs);
      int tried = outputs.iterations()[i] + outputs.rejectedSteps()[i];
      assertEquals(1 + tried, evaluations - before, "one for the start, one for every step tried");
    }
  }
}
