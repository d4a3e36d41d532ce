package dev.arete.diffusion.features;

import dev.arete.ProgressListener;
import dev.arete.diffusion.numeric.OuterProducts;
import dev.arete.diffusion.numeric.QuasiNormal;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Moments by quasi-Monte Carlo: at each time node and data point, a run of a low-discrepancy
 * sequence that goes on through all nodes. Cost p^2 multiplications a sample. The loss that belongs
 * to these moments is the training loss on these samples; on fresh noise it is larger by about p
 * over the number of samples.
 */
public final class SampledMoments {
  /** Rows summed at once: 256 rows of 2,000 features are 4 MB. */
  private static final int BLOCK = 256;

  private final RandomFeatures features;
  private final TrainingProblem problem;
  private final SamplePlan plan;
  private final QuasiNormal noise;
  private final OuterProducts quadratic;
  private final double[] linear;
  private final double[] rows;
  private final double[] points;
  private final double[] factors;
  private final double[] scales;
  private final int[] owners;
  private final double[][] offsets;
  private int filled;
  private long next;

  /**
   * How many samples a node gets for each data point: the full number while the data are visible,
   * and a share of it once their scale is small and the target nearly 0.
   *
   * @param full samples a node and data point while a(t) is at least {@code faint}
   * @param least samples below that
   * @param faint the scale a(t) where the number changes
   */
  public record SamplePlan(int full, int least, double faint) {
    /**
     * Returns a plan with the same number at every node.
     *
     * @param samples a node and data point
     * @return the plan
     */
    public static SamplePlan constant(int samples) {
      return new SamplePlan(samples, samples, 0);
    }

    int at(double scale) {
      return scale >= faint ? full : least;
    }
  }

  private SampledMoments(
      RandomFeatures features, TrainingProblem problem, SamplePlan plan, long seed) {
    int p = features.count();
    this.features = features;
    this.problem = problem;
    this.plan = plan;
    this.noise = new QuasiNormal(features.dimension(), seed);
    this.quadratic = new OuterProducts(p);
    this.linear = new double[features.dimension() * p];
    this.rows = new double[BLOCK * p];
    this.points = new double[BLOCK * features.dimension()];
    this.factors = new double[BLOCK];
    this.scales = new double[BLOCK];
    this.owners = new int[BLOCK];
    this.offsets = new double[BLOCK][];
  }

  /**
   * Returns the moments of a training problem.
   *
   * @param features the fixed layer
   * @param problem data, times and weight
   * @param plan number of samples
   * @param seed key of the noise
   * @param progress hears how many time nodes are done
   * @return the moments
   * @throws IllegalArgumentException if features and data differ in dimension
   */
  public static FeatureMoments of(
      RandomFeatures features,
      TrainingProblem problem,
      SamplePlan plan,
      long seed,
      ProgressListener progress) {
    problem.check(features);
    return new SampledMoments(features, problem, plan, seed).compute(progress);
  }

  private FeatureMoments compute(ProgressListener progress) {
    int nodes = problem.quadrature().count();
    for (int node = 0; node < nodes; node++) {
      addNode(node);
      progress.progress(node + 1, nodes);
    }
    flush();
    return new FeatureMoments(
        features.count(), features.dimension(), quadratic.matrix(), linear, problem.constant());
  }

  private void addNode(int node) {
    double time = problem.quadrature().node(node);
    double a = problem.schedule().scale(time);
    double root = Math.sqrt(problem.schedule().variance(time));
    double[] nodeOffsets = features.offsets(time);
    double[] dataWeights = problem.data().weights();
    int samples = plan.at(a);
    for (int i = 0; i < dataWeights.length; i++) {
      double weight = problem.weight(node) * dataWeights[i] / samples;
      for (int s = 0; s < samples; s++) {
        addSample(i, a, root, weight, nodeOffsets);
      }
    }
  }

  private void addSample(int point, double a, double root, double weight, double[] nodeOffsets) {
    int d = features.dimension();
    noise.point(next++, points, filled * d);
    for (int axis = 0; axis < d; axis++) {
      int at = filled * d + axis;
      points[at] = a * problem.data().coordinate(point, axis) + root * points[at];
    }
    // The row is scaled by the root of its weight; the target takes a and the other root.
    factors[filled] = Math.sqrt(weight);
    owners[filled] = point;
    offsets[filled] = nodeOffsets;
    scales[filled] = a * Math.sqrt(weight);
    if (++filled == BLOCK) {
      flush();
    }
  }

  private void flush() {
    int p = features.count();
    int d = features.dimension();
    int padded = (filled + 3) / 4 * 4;
    IntStream.range(0, filled)
        .parallel()
        .forEach(r -> features.write(offsets[r], points, r * d, factors[r], rows, r * p));
    Arrays.fill(rows, filled * p, padded * p, 0);
    quadratic.add(rows, padded);
    for (int r = 0; r < filled; r++) {
      for (int axis = 0; axis < d; axis++) {
        double target = scales[r] * problem.data().coordinate(owners[r], axis);
        for (int j = 0; j < p; j++) {
          linear[axis * p + j] += target * rows[r * p + j];
        }
      }
    }
    filled = 0;
  }
}
