package dev.arete.diffusion;

import dev.arete.ComputationInterruptedException;
import dev.arete.diffusion.random.NormalStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Runs a score model backwards in time, from noise to samples. Immutable; each setting returns a
 * changed copy.
 *
 * <p>Paths start from N(0, h(T) I) unless start points are given. That is near the law of X_T only
 * if the noise dominates there: sqrt(h(T)) well above a(T) times the distance of the data from the
 * origin. Nothing here knows the data, so nothing checks it; a start with less noise gives samples
 * of another law, without a word. All paths take a step together, so a model sees the whole batch.
 * Noise is a function of seed, path, step and axis: results do not depend on the number of threads
 * or paths, and models that run with one seed share their noise.
 */
public final class ReverseSampler {
  private static final int INITIAL_DRAW = -1;

  private final Schedule schedule;
  private final TimeGrid grid;
  private final ReverseMethod method;
  private final long seed;
  private final IntPredicate recorded;
  private final StepObserver observer;

  private ReverseSampler(
      Schedule schedule,
      TimeGrid grid,
      ReverseMethod method,
      long seed,
      IntPredicate recorded,
      StepObserver observer) {
    this.schedule = schedule;
    this.grid = grid;
    this.method = method;
    this.seed = seed;
    this.recorded = recorded;
    this.observer = observer;
  }

  /**
   * Returns a sampler with Euler-Maruyama steps and seed 0 that records the last time only.
   *
   * @param schedule a(t) and h(t)
   * @param grid the times
   * @return the sampler
   * @throws NullPointerException if one of them is null
   */
  public static ReverseSampler of(Schedule schedule, TimeGrid grid) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(grid, "grid");
    return new ReverseSampler(
        schedule, grid, ReverseMethod.EULER_MARUYAMA, 0, k -> false, (k, t, y, shifts) -> {});
  }

  /**
   * Returns a copy with another kind of step.
   *
   * <p>The two exponential methods multiply what a model says of X_0 by a(s)/a(t) in a step from t
   * to s. A model gives m - y, whose rounding error is 2^-53 |y| even if it is exact, so that the
   * step leaves an error of 2^-53 r sqrt(h(s)) where |y| is sqrt(h(t)), with r the growth of
   * a/sqrt(h) in the step: 16 - log10 r digits of the noise. Steps with r above 2^53 10^-6 = 9.0e9,
   * which leave fewer than six, are refused.
   *
   * @param kind the method
   * @return the copy
   * @throws NullPointerException if it is null
   * @throws IllegalArgumentException if the method is an exponential one and a step of the grid too
   *     long for it; the message says which times, and the growth
   */
  public ReverseSampler method(ReverseMethod kind) {
    Objects.requireNonNull(kind, "method");
    PathChecks.steps(kind, schedule, grid);
    return new ReverseSampler(schedule, grid, kind, seed, recorded, observer);
  }

  /**
   * Returns a copy with another seed.
   *
   * @param key the seed; runs of one seed share their noise
   * @return the copy
   */
  public ReverseSampler seed(long key) {
    return new ReverseSampler(schedule, grid, method, key, recorded, observer);
  }

  /**
   * Returns a copy that records every n-th time of the grid, from the first on, and the last.
   *
   * @param interval n, at least 1
   * @return the copy
   * @throws IllegalArgumentException if n is less than 1
   */
  public ReverseSampler recordEvery(int interval) {
    if (interval < 1) {
      throw new IllegalArgumentException("record interval must be at least 1, got " + interval);
    }
    return new ReverseSampler(schedule, grid, method, seed, k -> k % interval == 0, observer);
  }

  /**
   * Returns a copy with an observer, called in the sampling thread.
   *
   * @param watcher sees the points at every time
   * @return the copy
   * @throws NullPointerException if it is null
   */
  public ReverseSampler observer(StepObserver watcher) {
    Objects.requireNonNull(watcher, "observer");
    return new ReverseSampler(schedule, grid, method, seed, recorded, watcher);
  }

  /**
   * Returns the linear map of a step.
   *
   * @param index k: the step from t_k to t_{k+1}
   * @return its factors
   * @throws IllegalArgumentException for Heun's method, whose step has two stages
   */
  public StepRule rule(int index) {
    return StepRule.of(method, schedule, grid.time(index), grid.time(index + 1));
  }

  /**
   * Returns the time grid.
   *
   * @return the grid
   */
  public TimeGrid grid() {
    return grid;
  }

  /**
   * Returns paths 0 to count - 1, started from N(0, h(T) I). The noise at T must dominate the data,
   * see above.
   *
   * @param model the score model
   * @param count number of paths, at least 1
   * @return their points at the recorded times
   * @throws IllegalArgumentException if there is no path, count x d is more than one array holds,
   *     sqrt(h(T)) is not finite, the model writes a shift that is not finite, or a step makes a
   *     point that is not; the message says at which time, path and axis
   * @throws ComputationInterruptedException if the calling thread is interrupted, before the next
   *     step; the flag stays set
   */
  public Trajectories sample(ScoreModel model, int count) {
    int dimension = PathChecks.dimension(model);
    int size = PathChecks.size(count, dimension);
    double deviation = PathChecks.startDeviation(schedule, grid.time(0));
    double[] start = new double[size];
    new NormalStream(seed).fill(INITIAL_DRAW, 0, count, dimension, start);
    for (int i = 0; i < start.length; i++) {
      start[i] *= deviation;
    }
    return run(model, start);
  }

  /**
   * Returns paths from given points at time T; row i takes the noise of path i.
   *
   * @param model the score model
   * @param start row-major points of the model's dimension; copied
   * @return their points at the recorded times
   * @throws IllegalArgumentException if the length is 0 or no multiple of the dimension, a start
   *     coordinate is not finite, the model writes a shift that is not finite, or a step makes a
   *     point that is not; the message says at which time, path and axis
   * @throws ComputationInterruptedException if the calling thread is interrupted, before the next
   *     step; the flag stays set
   */
  public Trajectories sampleFrom(ScoreModel model, double[] start) {
    int dimension = PathChecks.dimension(model);
    if (start.length == 0 || start.length % dimension != 0) {
      throw new IllegalArgumentException(
          start.length + " start coordinates do not fit dimension " + dimension);
    }
    PathChecks.start(start, dimension);
    return run(model, start.clone());
  }

  private Trajectories run(ScoreModel model, double[] points) {
    int dimension = model.dimension();
    int count = points.length / dimension;
    List<Double> times = new ArrayList<>();
    List<double[]> records = new ArrayList<>();
    double[] shifts = new double[points.length];
    double[] other = new double[points.length];
    for (int k = 0; k <= grid.steps(); k++) {
      boolean last = k == grid.steps();
      if (!last) {
        model.shift(grid.time(k), points, count, shifts);
        PathChecks.shifts(shifts, dimension, k, grid.time(k));
      }
      observer.at(k, grid.time(k), points, last ? null : shifts);
      if (last || recorded.test(k)) {
        times.add(grid.time(k));
        records.add(points.clone());
      }
      if (!last) {
        stopIfInterrupted(k);
        step(model, k, points, shifts, other);
        PathChecks.points(points, dimension, method, grid.time(k), grid.time(k + 1));
      }
    }
    double[] recordedTimes = times.stream().mapToDouble(Double::doubleValue).toArray();
    return new Trajectories(count, dimension, recordedTimes, records.toArray(new double[0][]));
  }

  private void step(ScoreModel model, int k, double[] points, double[] shifts, double[] other) {
    if (method == ReverseMethod.HEUN_FLOW) {
      heun(model, k, points, shifts, other);
      return;
    }
    StepRule rule = rule(k);
    if (method.isStochastic()) {
      new NormalStream(seed)
          .fill(k, 0, points.length / model.dimension(), model.dimension(), other);
    } else {
      Arrays.fill(other, 0);
    }
    for (int i = 0; i < points.length; i++) {
      double mean = points[i] + shifts[i];
      points[i] = rule.rest() * points[i] + rule.pull() * mean + rule.noise() * other[i];
    }
  }

  private void heun(ScoreModel model, int k, double[] points, double[] shifts, double[] slopes) {
    double t = grid.time(k);
    double s = grid.time(k + 1);
    double step = t - s;
    double[] ahead = new double[points.length];
    IntStream.range(0, points.length)
        .forEach(
            i -> {
              slopes[i] = StepRule.flowSlope(schedule, t, points[i], shifts[i]);
              ahead[i] = points[i] + step * slopes[i];
            });
    PathChecks.points(ahead, model.dimension(), method, t, s);
    model.shift(s, ahead, points.length / model.dimension(), shifts);
    PathChecks.shifts(shifts, model.dimension(), k, s);
    for (int i = 0; i < points.length; i++) {
      double second = StepRule.flowSlope(schedule, s, ahead[i], shifts[i]);
      points[i] += step / 2 * (slopes[i] + second);
    }
  }

  private static void stopIfInterrupted(int k) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ComputationInterruptedException("sampling was interrupted at step " + k);
    }
  }
}
