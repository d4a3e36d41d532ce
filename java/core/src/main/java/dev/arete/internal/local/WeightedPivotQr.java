package dev.arete.internal.local;

import dev.arete.internal.eigen.InnerProduct;
import java.util.Arrays;

/**
 * Householder factorisation X = T Q^T of rows x_i whose weights lie outside the range of a double:
 * the next direction q_j is what is left of the row with the largest exp(logWeight_i) |rest of
 * x_i|. A row is turned as it is and its weight only steers the order, so every row keeps an error
 * relative to its own length however light it is (Cox and Higham 1998: row sorting with pivoting).
 * Not thread-safe.
 */
final class WeightedPivotQr {
  /** A rest below this many units of rounding, times sqrt(d), of a row's length is rounding. */
  private static final double REST_NOISE = 8;

  private static final double ROUNDOFF = 0x1p-53;

  /** Squares between these have neither overflown nor lost bits. */
  private static final double SMALLEST_SQUARE = 0x1p-900;

  private static final double LARGEST_SQUARE = 0x1p900;

  private final int d;
  private double[] reflectors = new double[0];
  private final double[] reflection;
  private double[] lengths = new double[0];
  private double[] rests = new double[0];
  private int[] order = new int[0];

  /** T: row i of x in the new directions, in place of x; zero beyond the rank. */
  double[] rows = new double[0];

  /** Logarithms of the rows' weights. */
  double[] logWeights = new double[0];

  /** Number of rows. */
  int count;

  /** Number of directions. */
  int rank;

  /** Logarithm of the weighted rest that gave direction j; descending. */
  final double[] logPivots;

  WeightedPivotQr(int dimension) {
    d = dimension;
    reflection = new double[d];
    logPivots = new double[d];
  }

  /** Makes room for rows. */
  void reserve(int capacity) {
    if (lengths.length < capacity) {
      int size = Math.max(capacity, 2 * lengths.length);
      rows = Arrays.copyOf(rows, Math.multiplyExact(size, d));
      logWeights = Arrays.copyOf(logWeights, size);
      lengths = Arrays.copyOf(lengths, size);
      rests = new double[size];
      order = new int[size];
    }
  }

  /**
   * Adds a row, whose coordinates are in {@link #rows} already.
   *
   * @param logWeight logarithm of its weight
   * @param length what its rounding error is relative to: its length, or that of its terms
   */
  void add(double logWeight, double length) {
    logWeights[count] = logWeight;
    lengths[count] = length;
    count++;
  }

  /** Factors the rows. */
  void run() {
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int open = count;
    rank = 0;
    int most = Math.min(count, d);
    if (reflectors.length < most * d) {
      reflectors = new double[most * d];
    }
    while (rank < d) {
      open = settle(open);
      if (open == rank) {
        break;
      }
      choose(open);
      reflect(open);
      rank++;
    }
  }

  /** Moves rows of which only rounding is left to the end; returns where they begin. */
  private int settle(int open) {
    double noise = REST_NOISE * ROUNDOFF * Math.sqrt(d);
    int end = open;
    int i = rank;
    while (i < end) {
      int row = order[i];
      rests[row] = rest(row);
      if (rests[row] > noise * lengths[row]) {
        i++;
      } else {
        Arrays.fill(rows, row * d + rank, (row + 1) * d, 0);
        end--;
        order[i] = order[end];
        order[end] = row;
      }
    }
    return end;
  }

  private double rest(int row) {
    int from = row * d + rank;
    double sum = InnerProduct.of(rows, from, rows, from, d - rank);
    return sum > SMALLEST_SQUARE && sum < LARGEST_SQUARE ? Math.sqrt(sum) : scaledRest(row);
  }

  private double scaledRest(int row) {
    double largest = 0;
    for (int k = rank; k < d; k++) {
      largest = Math.max(largest, Math.abs(rows[row * d + k]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int k = rank; k < d; k++) {
      double scaled = rows[row * d + k] / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }

  private void choose(int open) {
    int best = rank;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = rank; i < open; i++) {
      double weighted = logWeights[order[i]] + Math.log(rests[order[i]]);
      if (weighted > most) {
        most = weighted;
        best = i;
      }
    }
    logPivots[rank] = most;
    int row = order[best];
    order[best] = order[rank];
    order[rank] = row;
  }

  /** Turns the chosen row's rest into direction {@link #rank}, and the others along. */
  private void reflect(int open) {
    int pivot = order[rank] * d;
    double length = rests[order[rank]];
    double head = rows[pivot + rank];
    double turned = head > 0 ? -length : length;
    int own = rank * d;
    for (int k = rank; k < d; k++) {
      reflectors[own + k] = rows[pivot + k] / length;
    }
    reflectors[own + rank] = (head - turned) / length;
    // 2/|v|^2 = 1/(1 + |head|/length): v is the unit rest minus a unit vector
    reflection[rank] = 1 / (1 + Math.abs(head) / length);
    for (int i = rank + 1; i < open; i++) {
      int row = order[i] * d;
      if (isSame(row, pivot)) {
        lengths[order[i]] = 0;
        Arrays.fill(rows, row + rank, row + d, 0);
        rows[row + rank] = turned;
      } else {
        apply(rank, rows, row);
      }
    }
    Arrays.fill(rows, pivot + rank, pivot + d, 0);
    rows[pivot + rank] = turned;
  }

  /** Whether a row repeats another to the last bit: then nothing of it is rounding. */
  private boolean isSame(int row, int other) {
    return Arrays.equals(rows, row, row + d, rows, other, other + d);
  }

  private void apply(int j, double[] vector, int offset) {
    double dot = InnerProduct.of(reflectors, j * d + j, vector, offset + j, d - j);
    double factor = dot * reflection[j];
    for (int k = j; k < d; k++) {
      vector[offset + k] -= factor * reflectors[j * d + k];
    }
  }

  /** Index of the row that gave direction j; from the rank on, of the other rows. */
  int pivotRow(int j) {
    return order[j];
  }

  /** The length that a row's rounding is relative to; 0 for one that repeats a pivot. */
  double length(int row) {
    return lengths[row];
  }

  /**
   * Maps coordinates in the new directions back.
   *
   * @param vector d numbers from the offset; replaced by Q vector
   * @param offset index of the first
   */
  void expand(double[] vector, int offset) {
    for (int j = rank - 1; j >= 0; j--) {
      apply(j, vector, offset);
    }
  }
}
