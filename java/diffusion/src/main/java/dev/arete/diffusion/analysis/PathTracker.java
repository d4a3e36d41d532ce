package dev.arete.diffusion.analysis;

import dev.arete.ProgressListener;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.StepObserver;
import dev.arete.diffusion.StepRule;
import dev.arete.diffusion.Trajectories;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows every path of a sampler and measures it against the ridge of the exact density: how far
 * it is from the ridge (reach), what its normal error predicts for that (align), and what its
 * tangent error does to it along the ridge (slide).
 *
 * <p>Prediction: a step Y' = rest Y + pull m + noise contracts a normal displacement by rest + pull
 * mu/h, with mu the normal variance of the posterior, and adds pull P_N e. Its limit of small steps
 * is the kernel sinh t e^s / sinh^2 s of the paper's schedule. The prediction is carried along the
 * path with the sampler's own factors.
 */
public final class PathTracker implements StepObserver {
  private final ExactScore exact;
  private final int ridgeDimension;
  private final ReverseSampler sampler;
  private final double tube;
  private final double slideStart;
  private final ProgressListener progress;
  private final int dimension;
  private final List<PathMoment> moments = new ArrayList<>();
  private double[] settled = new double[0];
  private double[] predicted = new double[0];
  private double[] tangentPush = new double[0];
  private double[] tangentDrift = new double[0];
  private double[] slideOrigin;
  private double[] displacement = new double[0];
  private double[] normalError = new double[0];

  private PathTracker(
      ExactScore exact,
      int ridgeDimension,
      ReverseSampler sampler,
      double tube,
      double slideStart,
      ProgressListener progress) {
    this.exact = exact;
    this.ridgeDimension = ridgeDimension;
    this.sampler = sampler;
    this.tube = tube;
    this.slideStart = slideStart;
    this.progress = progress;
    this.dimension = exact.dimension();
  }

  /**
   * State of all paths at one time.
   *
   * @param time diffusion time t
   * @param rms root mean square of |P_N (m - y)|, in units of the data; NaN if all are undefined
   * @param predicted root mean square of the normal displacement that the errors so far predict
   * @param split the errors at the paths' points
   */
  public record PathMoment(double time, double rms, double predicted, ErrorSplit split) {}

  /**
   * A tracked run.
   *
   * @param paths the trajectories
   * @param moments state at every time but the last
   * @param settled last time each path was outside the tube; 0 if it never was
   * @param predicted predicted normal displacement at the end, row-major count x d
   * @param displacement normal displacement y - m at the end, row-major count x d
   * @param lastNormalError normal error at the last step alone, row-major count x d
   * @param tangentPush sum of pull P_T e since the slide began, row-major count x d
   * @param tangentDrift sum of the tangent parts of all that a step does but noise, since the slide
   *     began, row-major count x d
   * @param slide tangent displacement since the slide began, row-major count x d
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, never compared
  public record Tracked(
      Trajectories paths,
      List<PathMoment> moments,
      double[] settled,
      double[] predicted,
      double[] displacement,
      double[] lastNormalError,
      double[] tangentPush,
      double[] tangentDrift,
      double[] slide) {}

  /**
   * Samples and tracks. Evaluates the exact geometry at every point and step.
   *
   * @param exact the exact score
   * @param ridgeDimension k
   * @param sampler a sampler of a one-stage method
   * @param model the score model
   * @param count number of paths
   * @param tube radius around the ridge, in units of the data
   * @param slideStart time at which the slide is taken to begin
   * @param progress hears how many steps are done
   * @return paths and measures
   * @throws IllegalArgumentException if the model is of another dimension than the exact score
   */
  public static Tracked run(
      ExactScore exact,
      int ridgeDimension,
      ReverseSampler sampler,
      ScoreModel model,
      int count,
      double tube,
      double slideStart,
      ProgressListener progress) {
    checkDimension("the model", model.dimension(), exact);
    PathTracker tracker =
        new PathTracker(exact, ridgeDimension, sampler, tube, slideStart, progress);
    Trajectories paths = sampler.observer(tracker).sample(model, count);
    return tracker.result(paths);
  }

  /**
   * Tracks paths that were recorded elsewhere, with what the model gave at their points. Between
   * two recorded times the model's estimate counts as held, so that records should be dense where
   * errors change.
   *
   * @param exact the exact score
   * @param ridgeDimension k
   * @param sampler its grid has the recorded times; its one-stage method should be of the kind that
   *     made the paths, stochastic or flow
   * @param paths the recorded paths
   * @param shifts the model's shifts m - y at all points of each recorded time; those of the last
   *     time are not used
   * @param tube radius around the ridge, in units of the data
   * @param slideStart time at which the slide is taken to begin
   * @param progress hears how many times are done
   * @return the paths and measures
   * @throws IllegalArgumentException if paths, shifts and grid do not fit each other
   */
  public static Tracked replay(
      ExactScore exact,
      int ridgeDimension,
      ReverseSampler sampler,
      Trajectories paths,
      double[][] shifts,
      double tube,
      double slideStart,
      ProgressListener progress) {
    checkDimension("the paths", paths.dimension(), exact);
    int steps = sampler.grid().steps();
    if (paths.records() != steps + 1 || shifts.length < steps) {
      throw new IllegalArgumentException(
          paths.records()
              + " records and "
              + shifts.length
              + " arrays of shifts do not fit a grid of "
              + (steps + 1)
              + " times");
    }
    for (int k = 0; k < steps; k++) {
      SampleChecks.rows("shifts " + k, shifts[k].length, paths.count(), paths.dimension());
    }
    PathTracker tracker =
        new PathTracker(exact, ridgeDimension, sampler, tube, slideStart, progress);
    for (int k = 0; k <= steps; k++) {
      tracker.at(k, sampler.grid().time(k), paths.points(k), k == steps ? null : shifts[k]);
    }
    return tracker.result(paths);
  }

  private static void checkDimension(String what, int dimension, ExactScore exact) {
    if (dimension != exact.dimension()) {
      throw new IllegalArgumentException(
          what
              + " must have the dimension of the exact score, "
              + exact.dimension()
              + ", got "
              + dimension);
    }
  }

  @Override
  public void at(int index, double time, double[] points, double[] shifts) {
    int count = points.length / dimension;
    progress.progress(index, sampler.grid().steps());
    if (index == 0) {
      settled = new double[count];
      predicted = new double[points.length];
      tangentPush = new double[points.length];
      tangentDrift = new double[points.length];
      normalError = new double[points.length];
    }
    if (slideOrigin == null && time <= slideStart) {
      slideOrigin = points.clone();
    }
    RidgeFrames frames = RidgeFrames.at(exact.density(time), ridgeDimension, points, count);
    if (shifts == null) {
      finish(frames, points);
      return;
    }
    double[] errors = new double[points.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = shifts[i] - frames.shift(i / dimension, i % dimension);
    }
    double variance = exact.density(time).smoothing().variance();
    moments.add(
        new PathMoment(
            time,
            rms(frames, time),
            predictedRms(),
            ErrorSplit.of(time, variance, frames, errors)));
    advance(sampler.rule(index), frames, errors);
    if (slideOrigin != null) {
      drift(sampler.rule(index), frames, points, shifts);
    }
  }

  private double predictedRms() {
    double sum = 0;
    for (double v : predicted) {
      sum += v * v;
    }
    return Math.sqrt(sum * dimension / Math.max(1, predicted.length));
  }

  /** Root mean square distance; notes which paths are outside the tube. */
  private double rms(RidgeFrames frames, double time) {
    Average squares = new Average();
    for (int i = 0; i < frames.count(); i++) {
      double distance = frames.normalDistance(i);
      squares.add(distance * distance);
      if (distance > tube) {
        settled[i] = time;
      }
    }
    return Math.sqrt(squares.mean());
  }

  /** Carries predictions over a step; an undefined frame leaves them as they are. */
  private void advance(StepRule rule, RidgeFrames frames, double[] errors) {
    double[] part = new double[dimension];
    for (int i = 0; i < frames.count(); i++) {
      if (!frames.isDefined(i)) {
        continue;
      }
      double contraction = rule.rest() + rule.pull() * frames.normalRatio(i);
      int at = i * dimension;
      frames.normalPart(i, errors, at, part, 0);
      for (int axis = 0; axis < dimension; axis++) {
        normalError[at + axis] = part[axis];
        predicted[at + axis] = contraction * predicted[at + axis] + rule.pull() * part[axis];
        if (slideOrigin != null) {
          tangentPush[at + axis] += rule.pull() * (errors[at + axis] - part[axis]);
        }
      }
      frames.normalPart(i, predicted, at, part, 0);
      System.arraycopy(part, 0, predicted, at, dimension);
    }
  }

  private void drift(StepRule rule, RidgeFrames frames, double[] points, double[] shifts) {
    double[] move = new double[dimension];
    double[] normal = new double[dimension];
    for (int i = 0; i < frames.count(); i++) {
      if (frames.isDefined(i)) {
        int at = i * dimension;
        for (int axis = 0; axis < dimension; axis++) {
          double point = points[at + axis];
          move[axis] = (rule.rest() - 1) * point + rule.pull() * (point + shifts[at + axis]);
        }
        frames.normalPart(i, move, 0, normal, 0);
        for (int axis = 0; axis < dimension; axis++) {
          tangentDrift[at + axis] += move[axis] - normal[axis];
        }
      }
    }
  }

  private void finish(RidgeFrames frames, double[] points) {
    displacement = new double[points.length];
    double[] shift = new double[dimension];
    for (int i = 0; i < frames.count(); i++) {
      for (int axis = 0; axis < dimension; axis++) {
        shift[axis] = -frames.shift(i, axis);
      }
      frames.normalPart(i, shift, 0, displacement, i * dimension);
    }
    double[] start = slideOrigin == null ? points : slideOrigin;
    double[] moved = new double[points.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = points[i] - start[i];
    }
    double[] normal = new double[points.length];
    for (int i = 0; i < frames.count(); i++) {
      frames.normalPart(i, moved, i * dimension, normal, i * dimension);
    }
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= normal[i];
    }
    slideOrigin = moved;
  }

  private Tracked result(Trajectories paths) {
    return new Tracked(
        paths,
        moments,
        settled,
        predicted,
        displacement,
        normalError,
        tangentPush,
        tangentDrift,
        slideOrigin);
  }
}
