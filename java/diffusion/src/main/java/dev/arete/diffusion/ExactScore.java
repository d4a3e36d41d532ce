package dev.arete.diffusion;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import java.util.Arrays;

/**
 * The exact score of the smoothed data, as a model: what a network would learn that memorizes.
 *
 * <p>Keeps the density of the last time that was asked for. Any thread may call; calls run one
 * after the other and use the threads or the device of their {@link Compute}.
 */
public final class ExactScore implements ScoreModel, AutoCloseable {
  private final Compute compute;
  private final Points data;
  private final Schedule schedule;
  private SmoothedDensity density;
  private double densityTime = Double.NaN;

  /**
   * Creates a model.
   *
   * @param compute where densities live; stays open and belongs to the caller
   * @param data the data points
   * @param schedule a(t) and h(t)
   */
  public ExactScore(Compute compute, Points data, Schedule schedule) {
    this.compute = compute;
    this.data = data;
    this.schedule = schedule;
  }

  @Override
  public int dimension() {
    return data.dimension();
  }

  /**
   * Returns the density of X_t for the data.
   *
   * @param time diffusion time t
   * @return the density; it belongs to this model and is closed by the next call with another time
   */
  public synchronized SmoothedDensity density(double time) {
    if (time != densityTime) {
      close();
      density = compute.density(data, schedule.smoothing(time));
      densityTime = time;
    }
    return density;
  }

  @Override
  public synchronized void shift(double time, double[] points, int count, double[] shifts) {
    int size = count * dimension();
    if (points.length < size || shifts.length < size) {
      throw new IllegalArgumentException(
          count
              + " points of dimension "
              + dimension()
              + " have "
              + size
              + " coordinates and shifts, got "
              + points.length
              + " and "
              + shifts.length);
    }
    double[] queries = points.length == size ? points : Arrays.copyOf(points, size);
    double[] scores = shifts.length == size ? shifts : new double[size];
    density(time).evaluateInto(queries, null, scores, null);
    double h = schedule.variance(time);
    for (int i = 0; i < size; i++) {
      shifts[i] = h * scores[i];
    }
  }

  /** Frees the density that is kept. The model can be used again. */
  @Override
  public synchronized void close() {
    if (density != null) {
      density.close();
      density = null;
      densityTime = Double.NaN;
    }
  }
}
