package dev.arete.diffusion.features;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.Points;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.numeric.PlainAlgebra;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainingTest {
  private static final int P = 24;
  private static final int D = 2;
  private static RandomFeatures features;
  private static TrainingProblem problem;
  private static FeatureMoments exact;
  private static Training training;
  private static double[] start;

  @BeforeAll
  static void train() {
    features = new RandomFeatures(D, P, new TimeEmbedding(3, 10), 4);
    Points data = Points.of(new double[] {-3, 0, 3, 0}, D);
    problem =
        new TrainingProblem(
            data, Schedule.ornsteinUhlenbeck(), TimeQuadrature.graded(1e-2, 10, 0.2, 0.5), 1);
    exact = GaussianMoments.of(features, problem, (done, total) -> {});
    start = new double[D * P];
    new NormalStream(5).fill(0, 0, D, P, start);
    training =
        Training.of(
            Training.Spectrum.of(P, exact.quadratic()), exact.linear(), exact.constant(), start);
  }

  /** Entries are within standard errors of the mean over independent shifts. */
  @Test
  void sampledMomentsAgreeWithTheClosedForm() {
    int runs = 12;
    double[] sum = new double[P * P + D * P];
    double[] squares = new double[sum.length];
    for (int run = 0; run < runs; run++) {
      FeatureMoments sampled =
          SampledMoments.of(
              features, problem, SampledMoments.SamplePlan.constant(40), run, (done, total) -> {});
      for (int i = 0; i < sum.length; i++) {
        double v = i < P * P ? sampled.quadratic()[i] : sampled.linear()[i - P * P];
        sum[i] += v / runs;
        squares[i] += v * v / runs;
      }
    }
    for (int i = 0; i < sum.length; i++) {
      double expected = i < P * P ? exact.quadratic()[i] : exact.linear()[i - P * P];
      double error = Math.sqrt(Math.max(0, squares[i] - sum[i] * sum[i]) / (runs - 1));
      if (Math.abs(expected) < 1e-3) {
        continue; // features that hardly ever fire together: a few samples decide, not normal
      }
      // Six: the largest of some 400 entries, with an error estimated from 12 runs.
      assertNear(expected, sum[i], 6 * error + 1e-9 * Math.abs(expected), "entry " + i);
    }
  }

  private static double[] gradient(double[] layer) {
    double[] out = new double[layer.length];
    for (int axis = 0; axis < D; axis++) {
      for (int j = 0; j < P; j++) {
        double sum = -exact.linear()[axis * P + j];
        for (int k = 0; k < P; k++) {
          sum += layer[axis * P + k] * exact.quadratic()[k * P + j];
        }
        out[axis * P + j] = 2 * sum / D;
      }
    }
    return out;
  }

  @Test
  void descentInTheEigenbasisIsDescent() {
    double rate = 0.5 * D / training.largestEigenvalue() / 2;
    double[] layer = start.clone();
    for (int step = 0; step < 500; step++) {
      double[] slope = gradient(layer);
      for (int i = 0; i < layer.length; i++) {
        layer[i] -= rate * slope[i];
      }
    }
    double[] closed = training.descend(rate, 500);
    for (int i = 0; i < layer.length; i++) {
      assertNear(layer[i], closed[i], 1e-10, "entry " + i);
    }
  }

  /** Euler's method against the flow: the distance is proportional to the rate. */
  @Test
  void descentConvergesToTheFlow() {
    double tau = 3;
    double coarse = distance(training.layer(tau), training.descend(0.01, 600));
    double fine = distance(training.layer(tau), training.descend(0.005, 1200));
    assertNear(2, coarse / fine, 0.1, "ratio of distances");
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void theEndIsStationaryOnTheRange() {
    double[] slope = gradient(training.layer(Training.FOREVER));
    for (double s : slope) {
      // What the rank cut leaves: linear moments along eigenvectors below 1/(1e4 p).
      assertNear(0, s, 1e-5, "gradient at the end");
    }
    double late = distance(training.layer(1e7), training.layer(Training.FOREVER));
    assertNear(0, late, 1e-3 * Math.sqrt(D * P), "distance to the end");
  }

  @Test
  void lossesAreThoseOfTheMoments() {
    double[] layer = training.layer(7);
    double[] losses = training.losses(7);
    for (int axis = 0; axis < D; axis++) {
      double sum = exact.constant()[axis];
      for (int j = 0; j < P; j++) {
        sum -= 2 * exact.linear()[axis * P + j] * layer[axis * P + j];
        for (int k = 0; k < P; k++) {
          sum += layer[axis * P + j] * exact.quadratic()[j * P + k] * layer[axis * P + k];
        }
      }
      assertNear(sum / D, losses[axis], 1e-11 * exact.constant()[0], "loss of axis " + axis);
    }
    double before = training.losses(6)[0];
    assertNear(0, Math.max(0, losses[0] - before), 0, "the loss falls");
  }

  @Test
  void trainingFromZeroForgetsTheFirstLayer() {
    Training zero =
        Training.of(
            Training.Spectrum.of(P, exact.quadratic()),
            exact.linear(),
            exact.constant(),
            new double[D * P]);
    assertNear(0, distance(zero.layer(3), training.fromZero().layer(3)), 1e-10, "layers");
    assertNear(exact.constant()[0] / D, zero.losses(0)[0], 1e-12, "loss of a model that says 0");
  }

  @Test
  void aModelIsItsFormula() {
    double[] layer = training.layer(2);
    FeatureModel model = new FeatureModel(features, layer);
    double[] points = new double[D * 150];
    new NormalStream(8).fill(0, 0, 150, D, points);
    double[] means = new double[points.length];
    model.posteriorMean(0.7, points, 150, means);
    double[] offsets = features.offsets(0.7);
    double[] f = new double[P];
    for (int i = 0; i < 150; i++) {
      features.write(offsets, points, i * D, 1, f, 0);
      for (int axis = 0; axis < D; axis++) {
        double sum = 0;
        for (int j = 0; j < P; j++) {
          sum += layer[axis * P + j] * f[j];
        }
        assertNear(sum, means[i * D + axis], 1e-13, "mean " + i);
      }
    }
  }

  @Test
  void aLargerModelContainsASmallerOne() {
    RandomFeatures more = new RandomFeatures(D, 2 * P, new TimeEmbedding(3, 10), 4);
    for (int j = 0; j < P; j++) {
      assertEquals(features.offsets(1.5)[j], more.offsets(1.5)[j]);
    }
  }

  /** Moments of another dimension than the data's would be made of coordinates left out. */
  @Test
  void whatDoesNotFitIsRefusedBeforeTheWork() {
    RandomFeatures line = new RandomFeatures(1, 4, new TimeEmbedding(1, 10), 4);
    String expected = "features have dimension 1, the data have dimension 2";
    SampledMoments.SamplePlan plan = SampledMoments.SamplePlan.constant(4);
    assertRefused(expected, () -> SampledMoments.of(line, problem, plan, 0, (done, total) -> {}));
    assertRefused(expected, () -> GaussianMoments.of(line, problem, (done, total) -> {}));
    assertRefused(
        "moments of order 3 must be 3 x 3, got 8", () -> Training.Spectrum.of(3, new double[8]));
    assertRefused(
        "eigenvectors of order 3 must be 3 x 3, got 10",
        () -> new Training.Spectrum(new double[3], new double[10]));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void negativeTrainingTimesAreRefused() {
    assertEquals(
        "training time must be at least 0, got -1.0",
        assertThrows(IllegalArgumentException.class, () -> training.layer(-1)).getMessage());
  }

  @Test
  void timeEmbeddingRepeatsAfterItsPeriod() {
    double[] near = new TimeEmbedding(128, 10).at(0);
    double[] far = new TimeEmbedding(128, 10).at(10);
    double[] twice = new TimeEmbedding(128, 20).at(10);
    double distance = 0;
    for (int k = 0; k < near.length; k++) {
      assertNear(near[k], far[k], 1e-12, "feature " + k);
      distance += Math.abs(near[k] - twice[k]);
    }
    assertNear(128, distance, 1e-9, "odd cosines change sign over half a period");
  }

  /** A matrix of known eigenvalues, one of them 0 but for rounding. */
  @Test
  void aNamedLibraryGivesTheSpectrum() {
    double[] matrix = {2, 1, 0, 1, 2, 0, 0, 0, -1e-17};
    PlainAlgebra library = new PlainAlgebra();
    Training.Spectrum spectrum = Training.Spectrum.of(3, matrix, Optional.of(library));
    double[] values = spectrum.values().clone();
    Arrays.sort(values);
    assertNear(0, values[0], 1e-15, "smallest");
    assertNear(1, values[1], 1e-14, "middle");
    assertNear(3, values[2], 1e-14, "largest");
  }
}
