package dev.arete.internal.cpu;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.screening.ScaledCoordinates;
import dev.arete.spi.Mixture;

/**
 * The centres of a mixture, in tiles of neighbours: rows in double for the sums, and coordinates in
 * single precision for the screening. Nothing that others see changes; 12 bytes a coordinate.
 */
final class CentreTiles {
  final int count;
  final int dimension;
  final double variance;

  /** n x d, row-major, in tile order. */
  final double[] rows;

  /** log pi_i minus the largest, in tile order; null if all are equal. */
  final double[] logWeights;

  final double largestLogWeight;

  /** Index of a centre with the largest weight. */
  final int mostWeighted;

  /** Coordinates in single precision. */
  final ScaledCoordinates coordinates;

  /** The centres there; null where single precision cannot hold them. */
  final ScreeningTiles screening;

  /** 1 / sqrt(2h). */
  final double scale;

  final double[] origin;

  /** The centres coordinate by coordinate; null where lists are used. */
  final SortedColumns columns;

  private SharedBlocks shared;
  private DenseSample sample;

  CentreTiles(Mixture mixture, Kernels kernels) {
    count = mixture.count();
    dimension = mixture.dimension();
    variance = mixture.variance();
    coordinates = new ScaledCoordinates(mixture, kernels.blockLoops());
    scale = coordinates.scale;
    origin = coordinates.origin;
    int[] order = order(mixture);
    rows = rows(mixture, order);
    largestLogWeight = largestLogWeight(mixture);
    logWeights = logWeights(mixture, order);
    mostWeighted = mostWeighted();
    columns = SortedColumns.isFor(dimension) ? new SortedColumns(this) : null;
    screening = coordinates.isScreenable ? new ScreeningTiles(coordinates, rows, count) : null;
  }

  /** Blocks of neighbours, in columns of neighbours, in tiles of neighbours. */
  private int[] order(Mixture mixture) {
    int tile = ScreeningTiles.tileSize(count);
    return coordinates.order(
        mixture.centres(), count, tile, SortedColumns.TILE, ScreeningTiles.BLOCK);
  }

  private static double[] rows(Mixture mixture, int[] order) {
    int d = mixture.dimension();
    double[] rows = new double[mixture.count() * d];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(mixture.centres(), order[i] * d, rows, i * d, d);
    }
    return rows;
  }

  private static double largestLogWeight(Mixture mixture) {
    double largest = mixture.logWeight(0);
    for (int i = 1; mixture.logWeights() != null && i < mixture.count(); i++) {
      largest = Math.max(largest, mixture.logWeight(i));
    }
    return largest;
  }

  private double[] logWeights(Mixture mixture, int[] order) {
    if (mixture.logWeights() == null) {
      return null;
    }
    double[] logs = new double[count];
    for (int i = 0; i < count; i++) {
      logs[i] = mixture.logWeight(order[i]) - largestLogWeight;
    }
    return logs;
  }

  private int mostWeighted() {
    int i = 0;
    while (logWeight(i) < 0) {
      i++;
    }
    return i;
  }

  /** Whether sums in single precision are wanted and within its range. */
  boolean isSingle(Precision wanted) {
    return wanted == Precision.FP32 && coordinates.fitsFloats;
  }

  /** log pi_i minus the largest. */
  double logWeight(int i) {
    return logWeights == null ? 0 : logWeights[i];
  }

  /**
   * Returns |c - y|^2 / (2h).
   *
   * @param difference c - y
   */
  double energy(double[] difference) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      double scaled = difference[k] * scale;
      sum += scaled * scaled;
    }
    return sum;
  }

  /**
   * Returns log p(y).
   *
   * @param total sum of weights relative to an anchor
   * @param anchorEnergy energy of the anchor, with its log weight taken from the largest
   */
  double logDensity(double total, double anchorEnergy) {
    double constant = 0.5 * dimension * (Math.log(2 * Math.PI) + Math.log(variance));
    return Math.log(total) - anchorEnergy + largestLogWeight - constant;
  }

  /**
   * Bounds what dropped centres would change in C/h. They have at most the relative weight M, which
   * shrinks the rest by M and adds M |c_i - m|^2/h; and |c_i - m|^2 &lt;= 2 |c_i - y|^2 + 2 |m -
   * y|^2 where |c_i - y|^2 is at most that of the cut, or |c_i - y|^2 exp(-energy) is largest
   * there.
   *
   * @param mass M
   * @param cut how far above the heaviest they begin
   * @param heaviestEnergy energy of the heaviest centre
   * @param moments what is known without them
   */
  double droppedRatio(double mass, double cut, double heaviestEnergy, LocalMoments moments) {
    double shiftRatio = 0;
    for (double shift : moments.shift) {
      shiftRatio += shift / variance * shift;
    }
    double farthest = 4 * (cut + heaviestEnergy) + 2 * shiftRatio;
    return mass * (moments.trace() + Math.min(farthest, coordinates.diameterRatio));
  }

  /** Returns the centres as sums that queries share need them, made when they are first needed. */
  synchronized SharedBlocks shared(Kernels kernels) {
    if (shared == null) {
      shared = new SharedBlocks(this, kernels);
    }
    return shared;
  }

  /** Returns a sample of the centres, made when it is first needed. */
  synchronized DenseSample sample(Kernels kernels) {
    if (sample == null) {
      sample = new DenseSample(this, kernels);
    }
    return sample;
  }
}
