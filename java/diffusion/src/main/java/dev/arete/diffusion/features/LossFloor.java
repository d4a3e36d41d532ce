package dev.arete.diffusion.features;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.diffusion.numeric.Normal;
import java.util.stream.IntStream;

/**
 * The smallest loss any model can have, that of the exact posterior mean: (1/d) int w E |m* - a
 * x|^2 dt. With the weight 1/h^2 on all times it is the entropy of the data weights over d.
 */
public final class LossFloor {
  /** The noise beyond has probability 1e-12. */
  private static final double REACH = 7;

  /** The trapezoidal rule converges exponentially; this step leaves 1e-10. */
  private static final double STEP = 0.125;

  private static final int MAX_AXES = 2;

  private final Compute compute;
  private final TrainingProblem problem;
  private final Points reduced;
  private final double[] noise;
  private final double[] noiseWeights;

  private LossFloor(Compute compute, TrainingProblem problem) {
    this.compute = compute;
    this.problem = problem;
    this.reduced = withoutConstantAxes(problem.data());
    int side = (int) Math.round(2 * REACH / STEP) + 1;
    int axes = reduced.dimension();
    int count = axes == 1 ? side : side * side;
    this.noise = new double[count * axes];
    this.noiseWeights = new double[count];
    for (int i = 0; i < count; i++) {
      double weight = 1;
      for (int axis = 0, rest = i; axis < axes; axis++, rest /= side) {
        double z = -REACH + STEP * (rest % side);
        noise[i * axes + axis] = z;
        weight *= STEP * Normal.density(z);
      }
      noiseWeights[i] = weight;
    }
  }

  /**
   * Returns the floor of a training problem.
   *
   * @param compute evaluates the exact posterior mean
   * @param problem data that vary along at most two axes, times and weight
   * @return the floor, to about 1e-6 if the time quadrature allows
   * @throws IllegalArgumentException if the data vary along more than two axes
   */
  public static double of(Compute compute, TrainingProblem problem) {
    LossFloor floor = new LossFloor(compute, problem);
    double sum = 0;
    for (int node = 0; node < problem.quadrature().count(); node++) {
      sum += problem.weight(node) * floor.spread(problem.quadrature().node(node));
    }
    return sum / problem.data().dimension();
  }

  /** Along an axis on which all data agree the posterior mean is exact whatever the noise. */
  private static Points withoutConstantAxes(Points data) {
    int[] axes = IntStream.range(0, data.dimension()).filter(axis -> varies(data, axis)).toArray();
    if (axes.length > MAX_AXES) {
      throw new IllegalArgumentException(
          "the loss floor is computed for data that vary along at most "
              + MAX_AXES
              + " axes, these vary along "
              + axes.length);
    }
    int[] kept = axes.length == 0 ? new int[] {0} : axes;
    double[] values = new double[data.count() * kept.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.coordinate(i / kept.length, kept[i % kept.length]);
    }
    Points points = Points.of(values, kept.length);
    return data.isWeighted() ? points.withWeights(data.weights()) : points;
  }

  private static boolean varies(Points data, int axis) {
    return IntStream.range(1, data.count())
        .anyMatch(i -> data.coordinate(i, axis) != data.coordinate(0, axis));
  }

  /** E |m* - a x|^2 at a time. */
  private double spread(double time) {
    double a = problem.schedule().scale(time);
    double root = Math.sqrt(problem.schedule().variance(time));
    double[] weights = reduced.weights();
    double sum = 0;
    try (SmoothedDensity density = compute.density(reduced, problem.schedule().smoothing(time))) {
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * spreadAround(density, i, a, root);
      }
    }
    return sum;
  }

  private double spreadAround(SmoothedDensity density, int point, double a, double root) {
    int axes = reduced.dimension();
    double[] queries = new double[noise.length];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = a * reduced.coordinate(point, i % axes) + root * noise[i];
    }
    double[] means = density.posteriorMean(Points.of(queries, axes));
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      double error = means[i] - a * reduced.coordinate(point, i % axes);
      sum += noiseWeights[i / axes] * error * error;
    }
    return sum;
  }
}
