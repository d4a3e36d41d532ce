package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.random.NormalStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorSplitTest {
  /** Two points on a turned line: its direction is the tangent everywhere. */
  private static final double[] DIRECTION = {0.6, 0.8};

  private static final Points DATA = Points.of(new double[] {-1.8, -2.4, 1.8, 2.4}, 2);

  @Test
  void partsAreThoseOfTheLine() {
    int count = 50;
    double[] points = new double[2 * count];
    new NormalStream(1).fill(0, 0, count, 2, points);
    double[] errors = new double[2 * count];
    for (int i = 0; i < count; i++) {
      errors[2 * i] = 0.3 * DIRECTION[0] - 0.1 * DIRECTION[1];
      errors[2 * i + 1] = 0.3 * DIRECTION[1] + 0.1 * DIRECTION[0];
    }
    for (double time : new double[] {1, 0.1, 1e-3}) {
      Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
      try (Compute compute = Compute.open();
          SmoothedDensity density = compute.density(DATA, smoothing)) {
        RidgeFrames frames = RidgeFrames.at(density, 1, points, count);
        ErrorSplit split = ErrorSplit.of(time, smoothing.variance(), frames, errors);
        assertEquals(count, split.normal().count());
        assertNear(0.01, split.normal().mean(), 1e-14, "normal at " + time);
        assertNear(0.09, split.tangent().mean(), 1e-14, "tangent at " + time);
        assertNear(0, split.tangent().standardError(), 1e-14, "standard error at " + time);
      }
    }
  }

  @Test
  void distanceToTheRidgeIsThatToTheLine() {
    double[] points = {0.6 - 0.08, 0.8 + 0.06, 3, 4};
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(DATA, Smoothing.ornsteinUhlenbeck(0.05))) {
      RidgeFrames frames = RidgeFrames.at(density, 1, points, 2);
      assertNear(0.1, frames.normalDistance(0), 1e-14, "off the line");
      assertNear(0, frames.normalDistance(1), 1e-14, "on the line");
      assertNear(0, frames.normalRatio(0), 1e-12, "nothing spreads across the line");
    }
  }

  @Test
  void integralsAddUp() {
    TimeQuadrature times = TimeQuadrature.linear(1, 3, 2);
    List<ErrorSplit> splits = List.of(split(1, 2, 5), split(2, 4, 5), split(3, 8, 5));
    // Simpson: (1 f(1) + 4 f(2) + 1 f(3)) / 3, with f = normal / h and h = t.
    IntegratedError error = IntegratedError.of(times, splits, 1);
    assertNear((2 + 4 * 2 + 8 / 3.0) / 3, error.normal(), 1e-14, "normal");
    assertNear((5 + 4 * 2.5 + 5 / 3.0) / 3, error.tangent(), 1e-14, "tangent");
  }

  private static ErrorSplit split(double time, double normal, double tangent) {
    Average normals = new Average();
    normals.add(normal - 1);
    normals.add(normal + 1);
    Average tangents = new Average();
    tangents.add(tangent);
    tangents.add(tangent);
    return new ErrorSplit(time, time, normals, tangents);
  }

  @Test
  void averagesKnowTheirError() {
    Average average = new Average();
    for (double v : new double[] {1, 2, 3, 4, Double.NaN}) {
      average.add(v);
    }
    assertEquals(4, average.count());
    assertNear(2.5, average.mean(), 1e-15, "mean");
    assertNear(Math.sqrt(5.0 / 3 / 4), average.standardError(), 1e-15, "standard error");
    assertTrue(Double.isNaN(new Average().mean()));
  }
}
