package dev.arete.internal.local;

import dev.arete.internal.eigen.BlockReflectors;
import dev.arete.internal.eigen.RowLoops;
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

  private static final double LOG_2 = Math.log(2);

  /** Up to this dimension reflectors are applied one by one. */
  private static final int FEW = 8;

  private final int d;
  private final RowLoops loops;
  private double[] reflectors = new double[0];
  private final double[] factors;
  private double[] squares = new double[0];
  private double[] rests = new double[0];
  private double[] lengths = new double[0];
  private double[] logLengths = new double[0];
  private int[] order = new int[0];
  private int open;
  private BlockReflectors blocks;

  /** Numbers from one row to the next in {@link #rows}; what pads a row is 0. */
  final int stride;

  /** What is left of x_i: 0 in the columns of directions that were found. */
  double[] rows = new double[0];

  /** T, {@code count} x d: row i of x in the directions; zero beyond the rank. */
  double[] triangle = new double[0];

  /** Logarithms of the rows' weights. */
  double[] logWeights = new double[0];

  /** Number of rows. */
  int count;

  /** Number of directions. */
  int rank;

  /** Logarithm of the weighted rest that gave direction j; descending. */
  final double[] logPivots;

  WeightedPivotQr(int dimension, RowLoops loops) {
    d = dimension;
    this.loops = loops;
    stride = RowLoops.padded(d);
    factors = new double[d];
    logPivots = new double[d];
  }

  /** Makes room for rows. */
  void reserve(int capacity) {
    if (lengths.length < capacity) {
      int size = Math.max(capacity, 2 * lengths.length);
      rows = Arrays.copyOf(rows, Math.multiplyExact(size, stride));
      triangle = new double[size * d];
      logWeights = Arrays.copyOf(logWeights, size);
      lengths = Arrays.copyOf(lengths, size);
      logLengths = Arrays.copyOf(logLengths, size);
      squares = new double[size];
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
    logLengths[count] = Math.log(length);
    count++;
  }

  /** Begins to factor the rows that were added. */
  void start() {
    for (int i = 0; i < count; i++) {
      order[i] = i;
      squares[i] = loops.product(rows, i * stride, rows, i * stride, stride);
    }
    Arrays.fill(triangle, 0, count * d, 0);
    open = count;
    rank = 0;
    int most = Math.min(count, d);
    if (reflectors.length < most * stride) {
      reflectors = new double[most * stride];
    }
  }

  /**
   * Goes on until so many directions are known, or as many as the rows give.
   *
   * @param most how many
   */
  void run(int most) {
    while (rank < most) {
      settle();
      if (open == rank) {
        break;
      }
      choose();
      reflect();
      rank++;
    }
  }

  /** Moves rows of which only rounding is left to the end. */
  private void settle() {
    double noise = REST_NOISE * ROUNDOFF * Math.sqrt(d);
    int i = rank;
    while (i < open) {
      int row = order[i];
      rests[row] = rest(row);
      if (rests[row] > noise * lengths[row]) {
        i++;
      } else {
        open--;
        order[i] = order[open];
        order[open] = row;
      }
    }
  }

  private double rest(int row) {
    int own = row * stride;
    return VectorLength.of(rows, own + rank, own + d, squares[row]);
  }

  private void choose() {
    int best = rank;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = rank; i < open; i++) {
      int row = order[i];
      double bound = logWeights[row] + LOG_2 * (Math.getExponent(rests[row]) + 1);
      if (bound > most || i == rank) {
        double weighted = logWeights[row] + Math.log(rests[row]);
        if (weighted > most) {
          most = weighted;
          best = i;
        }
      }
    }
    logPivots[rank] = most;
    int row = order[best];
    order[best] = order[rank];
    order[rank] = row;
  }

  /** Turns the chosen row's rest into direction {@link #rank}, and the others along. */
  private void reflect() {
    int pivot = order[rank] * stride;
    double length = rests[order[rank]];
    double head = rows[pivot + rank];
    double turned = head > 0 ? -length : length;
    double ownHead = (head - turned) / length;
    int own = rank * stride;
    Arrays.fill(reflectors, own, own + rank + 1, 0); // the head comes apart from what follows it
    for (int k = rank + 1; k < stride; k++) {
      reflectors[own + k] = rows[pivot + k] / length;
    }
    // 2/|v|^2 = 1/(1 + |head|/length): v is the unit rest minus a unit vector
    double factor = 1 / (1 + Math.abs(head) / length);
    for (int i = rank + 1; i < open; i++) {
      int row = order[i];
      if (isSame(row * stride, pivot)) {
        lengths[row] = 0;
        triangle[row * d + rank] = turned;
        clear(row);
      } else {
        triangle[row * d + rank] = turn(row, own, ownHead, factor);
      }
    }
    triangle[order[rank] * d + rank] = turned;
    clear(order[rank]);
    reflectors[own + rank] = ownHead;
    factors[rank] = factor;
  }

  /** Reflects a row and takes the coordinate in the new direction out of it. */
  private double turn(int row, int own, double ownHead, double factor) {
    int begin = rank / RowLoops.PADDING * RowLoops.PADDING;
    int at = row * stride;
    double head = rows[at + rank];
    rows[at + rank] = 0;
    int from = at + begin;
    double rest = loops.product(rows, from, reflectors, own + begin, stride - begin);
    double share = factor * (ownHead * head + rest);
    squares[row] = loops.subtract(rows, from, reflectors, own + begin, stride - begin, share);
    return head - share * ownHead;
  }

  private void clear(int row) {
    Arrays.fill(rows, row * stride, (row + 1) * stride, 0);
    squares[row] = 0;
  }

  /**
   * Whether a row repeats another to the last bit: then nothing of it is rounding. What two rows
   * have in common is what is left of them and what was taken out.
   */
  private boolean isSame(int at, int other) {
    int x = at / stride * d;
    int y = other / stride * d;
    return rows[at + rank] == rows[other + rank]
        && Arrays.equals(rows, at + rank, at + d, rows, other + rank, other + d)
        && Arrays.equals(triangle, x, x + rank, triangle, y, y + rank);
  }

  /** Index of the row that gave direction j; from the rank on, of the other rows. */
  int pivotRow(int j) {
    return order[j];
  }

  /** The length that a row's rounding is relative to; 0 for one that repeats a pivot. */
  double length(int row) {
    return lengths[row];
  }

  /** Logarithm of a bound on the length of a row. */
  double logLength(int row) {
    return logLengths[row];
  }

  /**
   * Maps coordinates in the new directions back.
   *
   * @param vectors rows of d numbers, {@link #stride} apart and padded with 0; each is replaced by
   *     Q times itself
   * @param size how many
   */
  void expand(double[] vectors, int size) {
    if (d > FEW) {
      blocks = blocks == null ? new BlockReflectors(d, 0, loops) : blocks;
      blocks.apply(reflectors, factors, rank, vectors, size);
      return;
    }
    for (int i = 0; i < size; i++) {
      for (int j = rank - 1; j >= 0; j--) {
        reflect(j, vectors, i * stride);
      }
    }
  }

  private void reflect(int j, double[] vectors, int at) {
    double dot = 0;
    for (int k = j; k < d; k++) {
      dot += reflectors[j * stride + k] * vectors[at + k];
    }
    for (int k = j; k < d; k++) {
      vectors[at + k] -= factors[j] * dot * reflectors[j * stride + k];
    }
  }
}
