package dev.arete.diffusion.analysis;

/** A running mean with its standard error, of numbers that are not NaN. Not thread-safe. */
public final class Average {
  private long count;
  private double mean;
  private double squares;

  /**
   * Adds a number, by Welford's update; NaN is passed over.
   *
   * @param value the number
   */
  public void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  /**
   * Returns how many numbers were added.
   *
   * @return the count, without NaN
   */
  public long count() {
    return count;
  }

  /**
   * Returns the mean.
   *
   * @return the mean, NaN if there is no number
   */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /**
   * Returns the standard error of the mean.
   *
   * @return sqrt(variance / count), NaN for fewer than two numbers
   */
  public double standardError() {
    return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1.0) / count);
  }
}
