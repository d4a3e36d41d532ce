package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Weighted second moments of chosen rows, seen from an anchor row and in units of sqrt(h): sums of
 * w_i (D_i - b)(D_i - b)^T with D_i = (c_i - c_0)/sqrt(h), in the order of the indices. Rows are
 * gathered in a panel that stays in the cache, with the roots of their weights as factors, and the
 * panel is multiplied by itself in tiles that stay in registers.
 */
final class MomentSums {
  /** Rows: an error of 2^-24 for each of these sums is below that of what was dropped. */
  private static final int LONGEST_FLOAT_SUM = 1024;

  /** Panels, or runs of them in floats, that go into one triangle. */
  private static final int LONGEST_SUM = 16;

  /** In fewer dimensions second moments are not what takes the time. */
  private static final int LEAST_SINGLE = 8;

  private final int d;
  private final Kernels kernels;
  private final Panel panel;
  private double[] triangle;
  private LongSums earlier;

  /** Sums that went into the triangle since it was last put aside. */
  private int added;

  private boolean isLong;

  /** The rows a sum runs over; a view that is filled anew for every query. */
  static final class Selection {
    final Kernels.Sight sight;
    int[] indices;
    double[] weights = new double[0];

    /** Square roots of the weights. */
    double[] roots = weights;

    int size;

    /** Whether second moments may be summed in single precision. */
    boolean single;

    Selection(Kernels.Sight sight) {
      this.sight = sight;
    }
  }

  MomentSums(int dimension, Kernels kernels, Panel panel) {
    d = dimension;
    this.kernels = kernels;
    this.panel = panel;
  }

  /** Whether {@link Selection#single} makes a difference. */
  boolean hasSingle() {
    return d >= LEAST_SINGLE;
  }

  /** Begins a sum. */
  void clear() {
    if (triangle == null) {
      triangle = new double[panel.width * panel.width];
    }
    Arrays.fill(triangle, 0);
    added = 0;
    isLong = false;
  }

  /**
   * Adds some rows.
   *
   * @param chosen rows and weights
   * @param from first index to use
   * @param to index after the last
   * @param centre b, d numbers
   */
  void add(Selection chosen, int from, int to, double[] centre) {
    if (chosen.single) {
      addSingly(chosen, from, to, centre);
      return;
    }
    double[] data = panel.data();
    int width = panel.width;
    for (int first = from; first < to; first += panel.rows) {
      int last = Math.min(first + panel.rows, to);
      kernels.fillPanel(
          chosen.sight, chosen.indices, chosen.roots, first, last, centre, data, width);
      kernels.addProducts(data, last - first, width, triangle);
      putAside();
    }
  }

  /** Begins a new triangle: a long sum is rounded more the longer it gets. */
  private void putAside() {
    added++;
    if (added == LONGEST_SUM) {
      added = 0;
      keep();
    }
  }

  private void keep() {
    if (earlier == null) {
      earlier = new LongSums(triangle.length);
    }
    if (!isLong) {
      isLong = true;
      earlier.clear(triangle.length);
    }
    earlier.take(triangle);
  }

  /** The same in floats, whose sums are carried on in double after some hundred rows. */
  private void addSingly(Selection chosen, int from, int to, double[] centre) {
    float[] data = panel.floats();
    int width = panel.floatWidth;
    for (int begin = from; begin < to; begin += LONGEST_FLOAT_SUM) {
      float[] sums = panel.clearedTriangle();
      int end = Math.min(begin + LONGEST_FLOAT_SUM, to);
      for (int first = begin; first < end; first += panel.floatRows) {
        int last = Math.min(first + panel.floatRows, end);
        kernels.fillPanel(
            chosen.sight, chosen.indices, chosen.roots, first, last, centre, data, width);
        kernels.addProducts(data, last - first, width, sums);
      }
      for (int a = 0; a < d; a++) {
        addRow(sums, a * width, a * panel.width, a + 1);
      }
      putAside();
    }
  }

  private void addRow(float[] sums, int from, int to, int length) {
    for (int b = 0; b < length; b++) {
      triangle[to + b] += sums[from + b];
    }
  }

  /**
   * Ends a sum.
   *
   * @param out receives d x d, the lower triangle
   */
  void finish(double[] out) {
    if (isLong) {
      keep();
      earlier.get(triangle);
    }
    for (int a = 0; a < d; a++) {
      System.arraycopy(triangle, a * panel.width, out, a * d, a + 1);
    }
  }
}
