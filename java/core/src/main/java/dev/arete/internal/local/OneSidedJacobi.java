package dev.arete.internal.local;

import dev.arete.internal.eigen.RowLoops;
import java.util.Arrays;

/**
 * Singular values and left singular vectors of a matrix whose columns have scales of their own:
 * column j is exp(scale_j) times a vector of ordinary size, so that singular values may differ by
 * any power. One-sided Jacobi with the larger column first keeps the relative accuracy of the
 * smallest (Demmel and Veselic 1992; Drmac and Veselic 2008). Not thread-safe.
 */
final class OneSidedJacobi {
  private static final double ROUNDOFF = 0x1p-53;

  /** Columns that differ by more than exp of this do not change the larger one. */
  private static final double DECOUPLED = -40;

  private static final int MAX_SWEEPS = 40;

  private final int order;
  private final int stride;
  private final double[] columns;
  private final double[] scales;
  private final RowLoops loops;

  /** Where each column begins and ends to be other than 0: whole vectors. */
  private final int[] begins;

  private final int[] ends;

  /** Squared lengths of the columns. */
  private final double[] squares;

  /** Largest cosine between two columns that the last sweep has seen. */
  private double mostCosine;

  /** Largest share of one column that the last sweep has added to another. */
  private double mostShare;

  /**
   * Takes a square matrix.
   *
   * @param columns its columns, each padded with zeros to a multiple of {@link RowLoops#PADDING};
   *     turned in place into the left singular vectors
   * @param scales logarithms of the columns' factors; turned into those of the singular values
   * @param lasts column j is 0 before row j, and from this row on
   * @param loops inner loops
   */
  OneSidedJacobi(double[] columns, double[] scales, int[] lasts, RowLoops loops) {
    this.order = scales.length;
    this.stride = RowLoops.padded(order);
    this.columns = columns;
    this.scales = scales;
    this.loops = loops;
    this.squares = new double[order];
    this.begins = new int[order];
    this.ends = new int[order];
    for (int j = 0; j < order; j++) {
      begins[j] = j / RowLoops.PADDING * RowLoops.PADDING;
      ends[j] = RowLoops.padded(lasts[j]);
    }
  }

  /** Turns columns until they are orthogonal, then sorts and normalises them. */
  void run() {
    Arrays.fill(squares, Double.NaN);
    normalise();
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      sort();
      if (!sweep()) {
        break;
      }
      normalise();
    }
    normalise();
    sort();
  }

  private void normalise() {
    for (int j = 0; j < order; j++) {
      if (squares[j] == 1) {
        continue; // as it was
      }
      double norm = Math.sqrt(dot(j, j));
      scales[j] += Math.log(norm);
      squares[j] = 1;
      for (int i = begins[j]; i < ends[j]; i++) {
        columns[j * stride + i] /= norm;
      }
    }
  }

  /** Insertion sort by scale, descending: columns are nearly in order. */
  private void sort() {
    for (int j = 1; j < order; j++) {
      for (int i = j; i > 0 && scales[i] > scales[i - 1]; i--) {
        swap(i, i - 1);
      }
    }
  }

  private void swap(int p, int q) {
    double scale = scales[p];
    scales[p] = scales[q];
    scales[q] = scale;
    for (int i = Math.min(begins[p], begins[q]); i < Math.max(ends[p], ends[q]); i++) {
      double entry = columns[p * stride + i];
      columns[p * stride + i] = columns[q * stride + i];
      columns[q * stride + i] = entry;
    }
    swap(begins, p, q);
    swap(ends, p, q);
  }

  private static void swap(int[] numbers, int p, int q) {
    int number = numbers[p];
    numbers[p] = numbers[q];
    numbers[q] = number;
  }

  /** Lets two columns begin and end where the longer does. */
  private void join(int p, int q) {
    begins[p] = Math.min(begins[p], begins[q]);
    begins[q] = begins[p];
    ends[p] = Math.max(ends[p], ends[q]);
    ends[q] = ends[p];
  }

  /**
   * Takes every pair once and returns whether another sweep is necessary. A rotation by a share s
   * leaves cosines of at most s times those that were there: one that was not seen is so small once
   * the products of the largest are.
   */
  private boolean sweep() {
    double tolerance = ROUNDOFF * Math.sqrt(order);
    mostCosine = 0;
    mostShare = 0;
    for (int p = 0; p < order - 1; p++) {
      for (int q = p + 1; q < order; q++) {
        double c = dot(p, q);
        double product = squares[p] * squares[q];
        if (c * c > tolerance * tolerance * product) {
          mostCosine = Math.max(mostCosine, Math.abs(c) / Math.sqrt(product));
          rotate(p, q, squares[p], squares[q], c);
          squares[p] = dot(p, p);
          squares[q] = dot(q, q);
        }
      }
    }
    return order * mostCosine * mostShare > tolerance;
  }

  /** Makes columns p and q orthogonal; the ratio of their factors never leaves the formulas. */
  private void rotate(int p, int q, double a, double b, double c) {
    double ratio = Math.exp(scales[q] - scales[p]);
    if (scales[q] - scales[p] < DECOUPLED) {
      turn(p, q, 1, 0, -c / a, 1);
      return;
    }
    double theta = (b * ratio - a / ratio) / (2 * c);
    // below 1e35 with a ratio and a cosine as they are here
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
    double cos = 1 / Math.sqrt(1 + t * t);
    double sin = t * cos;
    turn(p, q, cos, -sin * ratio, sin / ratio, cos);
  }

  private void turn(int p, int q, double pp, double pq, double qp, double qq) {
    mostShare = Math.max(mostShare, Math.max(Math.abs(pq), Math.abs(qp)));
    join(p, q);
    int from = begins[p];
    int length = ends[p] - from;
    loops.combine(columns, p * stride + from, q * stride + from, length, pp, pq, qp, qq);
  }

  private double dot(int p, int q) {
    int from = Math.max(begins[p], begins[q]);
    int length = Math.min(ends[p], ends[q]) - from;
    if (length <= 0) {
      return 0;
    }
    return loops.product(columns, p * stride + from, columns, q * stride + from, length);
  }
}
