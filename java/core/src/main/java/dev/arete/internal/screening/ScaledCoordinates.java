package dev.arete.internal.screening;

import dev.arete.internal.eigen.BlockLoops;
import dev.arete.spi.Mixture;
import dev.arete.spi.SpatialOrder;

/**
 * Coordinates for single precision: in units of sqrt(2h) from the middle of the data, and along
 * {@link PrincipalAxes} where there are more than those. The first few then tell most about how far
 * apart two points are. Immutable.
 */
public final class ScaledCoordinates {
  /** Largest scaled coordinate whose square is safe in single precision. */
  public static final double MAX_POSITION = 1e15;

  /** Centres from which axes are taken. */
  private static final int SAMPLE = 1024;

  /** Rows that are turned at once. */
  private static final int ROWS = 128;

  public final int dimension;

  /** Coordinates that come first: boxes and neighbourhoods are found in them. */
  public final int leading;

  /** 1 / sqrt(2h). */
  public final double scale;

  /** Middle of the data, in the user's coordinates. */
  public final double[] origin;

  /** Squared diagonal of the box of all centres, in units of h. */
  public final double diameterRatio;

  /** Whether single precision can hold the centres. */
  public final boolean isScreenable;

  /**
   * Whether moments may be summed in single precision: no square of a distance overflows there, and
   * those that make up the moments do not all underflow.
   */
  public final boolean fitsFloats;

  private final PrincipalAxes axes;

  /**
   * Finds the coordinates for the centres of a mixture.
   *
   * @param mixture its centres are read, not kept
   * @param loops loops on blocks
   */
  public ScaledCoordinates(Mixture mixture, BlockLoops loops) {
    dimension = mixture.dimension();
    leading = Math.min(dimension, PrincipalAxes.AXES);
    scale = Math.sqrt(0.5) / Math.sqrt(mixture.variance());
    origin = new double[dimension];
    diameterRatio = findOrigin(mixture);
    isScreenable = diameterRatio < MAX_POSITION * MAX_POSITION;
    fitsFloats = isScreenable && diameterRatio > 1 / (MAX_POSITION * MAX_POSITION);
    axes = isScreenable && dimension > leading ? axes(mixture, loops) : null;
  }

  /** Sets the origin to the middle of the data and returns the squared diagonal over h. */
  private double findOrigin(Mixture mixture) {
    double[] centres = mixture.centres();
    double squares = 0;
    for (int k = 0; k < dimension; k++) {
      double least = centres[k];
      double most = centres[k];
      for (int i = 1; i < mixture.count(); i++) {
        least = Math.min(least, centres[i * dimension + k]);
        most = Math.max(most, centres[i * dimension + k]);
      }
      origin[k] = least / 2 + most / 2;
      double side = (most - least) / Math.sqrt(mixture.variance());
      squares += side * side;
    }
    return squares;
  }

  private PrincipalAxes axes(Mixture mixture, BlockLoops loops) {
    int rows = Math.min(SAMPLE, mixture.count());
    double[] sample = new double[rows * dimension];
    for (int r = 0; r < rows; r++) {
      int i = (int) ((long) r * mixture.count() / rows);
      scale(mixture.centres(), i * dimension, sample, r * dimension, dimension);
    }
    centre(sample, rows);
    return new PrincipalAxes(sample, rows, dimension, loops);
  }

  private void centre(double[] sample, int rows) {
    for (int k = 0; k < dimension; k++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += sample[r * dimension + k];
      }
      for (int r = 0; r < rows; r++) {
        sample[r * dimension + k] -= sum / rows;
      }
    }
  }

  private void scale(double[] points, int from, double[] out, int to, int length) {
    for (int i = 0; i < length; i++) {
      out[to + i] = (points[from + i] - origin[i % dimension]) * scale;
    }
  }

  /**
   * Returns what the leading coordinates of a point are products of its displacement from the
   * origin with.
   *
   * @return leading x d, the scale included: rows are orthogonal and as long as {@link #scale}
   */
  public double[] leadingAxes() {
    double[] rows = new double[leading * dimension];
    for (int j = 0; j < leading; j++) {
      rows[j * dimension + j] = 1;
    }
    if (axes != null) {
      axes.expand(rows);
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= scale;
    }
    return rows;
  }

  /** Room for points that are placed together. */
  public final class Places {
    /** Rows of d coordinates. */
    public final double[] rows;

    private final int most;
    private final double[] factors;

    /**
     * Allocates.
     *
     * @param most points at once
     */
    public Places(int most) {
      this.most = most;
      rows = new double[most * dimension];
      factors = new double[axes == null ? 0 : most * PrincipalAxes.AXES];
    }

    /**
     * Fills in coordinates.
     *
     * @param points points in the user's coordinates
     * @param first index of the first point
     * @param count how many points, no more than there is room for
     */
    public void fill(double[] points, int first, int count) {
      if (count > most) {
        throw new IllegalArgumentException(count + " points, room for " + most);
      }
      scale(points, first * dimension, rows, 0, count * dimension);
      if (axes != null) {
        axes.rotate(rows, count, factors);
      }
    }
  }

  /**
   * Finds an order of points in which neighbours lie together.
   *
   * @param points points in the user's coordinates
   * @param count how many
   * @param tiles as in {@link SpatialOrder#of}
   * @return indices of points
   */
  public int[] order(double[] points, int count, int... tiles) {
    if (axes == null) {
      return SpatialOrder.of(points, count, dimension, tiles);
    }
    double[] first = new double[count * leading];
    Places places = new Places(Math.min(ROWS, count));
    for (int from = 0; from < count; from += ROWS) {
      int rows = Math.min(ROWS, count - from);
      places.fill(points, from, rows);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(places.rows, r * dimension, first, (from + r) * leading, leading);
      }
    }
    return SpatialOrder.of(first, count, leading, tiles);
  }
}
