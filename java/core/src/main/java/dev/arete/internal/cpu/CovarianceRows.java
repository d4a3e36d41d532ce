package dev.arete.internal.cpu;

import dev.arete.internal.eigen.BlockLoops;
import dev.arete.internal.eigen.SymmetricOperator;
import java.util.Arrays;

/**
 * Products with a posterior covariance that is not formed, divided by its trace. Rows sqrt(w_i)
 * (D_i - b) are gathered in a panel anew for every product: 2 s d multiplications a vector for s
 * rows, and s d for the gathering. Holds scratch; not thread-safe.
 */
final class CovarianceRows implements SymmetricOperator {
  /** Doubles in a panel: half of a second-level cache of 1 MiB. */
  private static final int SIZE = 1 << 16;

  /** Shorter panels would spend their time on loading and storing the products. */
  private static final int LEAST_ROWS = 16;

  private final int d;
  private final Kernels kernels;
  private final BlockLoops loops;
  private final int panelRows;
  private double[] panel;
  private double[] roots = new double[0];
  private double[] factors = new double[0];
  private MomentSums.Selection chosen;
  private double[] mean;
  private double trace;

  CovarianceRows(int dimension, Kernels kernels) {
    d = dimension;
    this.kernels = kernels;
    loops = kernels.blockLoops();
    panelRows = Math.max(LEAST_ROWS, SIZE / d / 4 * 4);
  }

  /** Bytes of scratch for products with so many vectors, beside one number for each row. */
  static long bytes(int dimension) {
    return 8L * Math.max(SIZE, LEAST_ROWS * dimension);
  }

  /**
   * Takes another covariance.
   *
   * @param rows rows, weights and their roots; not to be changed while products are formed
   * @param centre b; the same
   * @param total sum of the weights
   */
  void start(MomentSums.Selection rows, double[] centre, double total) {
    chosen = rows;
    mean = centre;
    if (panel == null) {
      panel = new double[panelRows * d];
    }
    if (roots.length < rows.size) {
      roots = new double[rows.size];
    }
    double unit = 1 / Math.sqrt(total);
    for (int i = 0; i < rows.size; i++) {
      roots[i] = rows.roots[i] * unit;
    }
    trace = sumOfSquares();
    double scale = trace >= Double.MIN_NORMAL ? 1 / Math.sqrt(trace) : 0;
    for (int i = 0; i < rows.size; i++) {
      roots[i] *= scale;
    }
  }

  private double sumOfSquares() {
    double sum = 0;
    double[] square = new double[1];
    for (int first = 0; first < chosen.size; first += panelRows) {
      int rows = fill(first);
      double block = 0;
      for (int i = 0; i < rows; i++) {
        loops.products(panel, i * d, 1, panel, i * d, 1, d, square, 1);
        block += square[0];
      }
      sum += block;
    }
    return sum;
  }

  private int fill(int first) {
    int last = Math.min(first + panelRows, chosen.size);
    kernels.fillPanel(chosen.sight, chosen.indices, roots, first, last, mean, panel, d);
    return last - first;
  }

  @Override
  public void apply(double[] x, int from, int count, double[] out, int outFrom) {
    if (factors.length < panelRows * count) {
      factors = new double[panelRows * count];
    }
    Arrays.fill(out, outFrom, outFrom + count * d, 0);
    for (int first = 0; first < chosen.size; first += panelRows) {
      int rows = fill(first);
      loops.products(panel, 0, rows, x, from, count, d, factors, count);
      loops.addCombinations(panel, 0, rows, factors, count, out, outFrom, count, d);
    }
  }

  /** Trace of C/h. */
  double trace() {
    return trace;
  }
}
