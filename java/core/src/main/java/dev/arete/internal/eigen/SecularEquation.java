package dev.arete.internal.eigen;

/**
 * Roots of the secular equation 1/rho + sum of z_i^2 / (d_i - x) = 0, rho positive, d_i ascending:
 * the eigenvalues of diag(d) + rho z z^T. One root lies above each pole, and below the next.
 *
 * <p>The iteration is the "middle way" of Li (1993): the terms of the poles on either side are
 * replaced by one pole each, the neighbour's, that agrees in value and slope; in half of the steps
 * the nearer pole keeps its own weight instead, and each way makes up for what the other is slow
 * at. A bracket catches steps that miss. It stops where f is as small as its rounding (Gu and
 * Eisenstat 1995), which is what makes eigenvectors orthogonal once weights are recomputed from the
 * roots. All roots are iterated together, so that loops have many at a time. Holds its workspace;
 * not thread-safe.
 */
final class SecularEquation {
  private static final double ROUNDOFF = 0x1p-53;

  /** Roundings of a term: its distance, and the quotient as part of a product of four. */
  private static final double TERM_ROUNDINGS = 8;

  /** Five are usual, and 13 were the most in 20,000 equations of graded poles and weights. */
  private static final int MAX_PASSES = 200;

  /** From this pass on every other step halves the bracket. */
  private static final int HALVING = 20;

  /** Input: poles, ascending, and z_i^2. */
  final double[] poles;

  final double[] squares;

  /** Output: the pole each root is measured from, and how far it is from it. */
  final double[] shifts;

  final double[] offsets;

  /** Its loops, for what is made of the roots. */
  final SecularLoops loops;

  private final double[] low;
  private final double[] high;
  private final double[] sums;

  /** The roots that have not converged, ascending, and what the loops need of them. */
  private final int[] active;

  private final int[] split;
  private final double[] activeShifts;
  private final double[] activeOffsets;
  private int order;
  private double inverse;

  SecularEquation(int capacity, SecularLoops loops) {
    int length = RowLoops.padded(capacity);
    this.loops = loops;
    poles = new double[length];
    squares = new double[length];
    shifts = new double[length];
    offsets = new double[length];
    low = new double[length];
    high = new double[length];
    sums = new double[4 * length];
    active = new int[length];
    split = new int[length];
    activeShifts = new double[length];
    activeOffsets = new double[length];
  }

  double root(int j) {
    return shifts[j] + offsets[j];
  }

  /**
   * Solves for all roots.
   *
   * @param count how many poles, at least 1
   * @param rho factor
   * @return passes that were needed
   */
  int solve(int count, double rho) {
    order = count;
    inverse = 1 / rho;
    double top = start(rho);
    if (order == 1) {
      offsets[0] = top;
      return 0;
    }
    int left = order;
    int pass = 0;
    for (; left > 0 && pass < MAX_PASSES; pass++) {
      gather(left);
      loops.sums(poles, squares, order, split, activeShifts, activeOffsets, left, sums);
      int kept = 0;
      for (int a = 0; a < left; a++) {
        if (!advance(active[a], a, pass)) {
          active[kept++] = active[a];
        }
      }
      left = kept;
    }
    return pass;
  }

  /** Begins in the middle of each interval; the last ends at rho |z|^2, which is returned. */
  private double start(double rho) {
    double norm = 0;
    for (int j = 0; j < order; j++) {
      active[j] = j;
      shifts[j] = poles[j];
      low[j] = 0;
      norm += squares[j];
    }
    for (int j = 0; j < order - 1; j++) {
      high[j] = poles[j + 1] - poles[j];
      offsets[j] = 0.5 * high[j];
    }
    double top = rho * norm;
    high[order - 1] = top * (1 + 0x1p-48); // roundings must not put the root outside
    offsets[order - 1] = 0.5 * top;
    return top;
  }

  private void gather(int left) {
    int padded = RowLoops.padded(left);
    for (int a = 0; a < padded; a++) {
      int j = active[Math.min(a, left - 1)];
      split[a] = Math.min(j, order - 2);
      activeShifts[a] = shifts[j];
      activeOffsets[a] = offsets[j];
    }
  }

  /** Takes root j one step on, from the sums of trial value a; returns whether it had converged. */
  private boolean advance(int j, int a, int pass) {
    int section = sums.length / 4;
    double lower = sums[a];
    double lowerSlope = sums[section + a];
    double upper = sums[2 * section + a];
    double upperSlope = sums[3 * section + a];
    double f = inverse + lower + upper;
    double slope = lowerSlope + upperSlope;
    double size = Math.abs(lower) + Math.abs(upper);
    double terms = (TERM_ROUNDINGS + 0.25 * order) * size;
    if (Math.abs(f) <= ROUNDOFF * (terms + 2 * inverse + Math.abs(offsets[j]) * slope)) {
      return true;
    }
    if (pass == 0 && f < 0 && j < order - 1) {
      measureFromNext(j);
    }
    if (f < 0) {
      low[j] = offsets[j];
    } else {
      high[j] = offsets[j];
    }
    int l = Math.min(j, order - 2);
    double left = poles[l] - shifts[j] - offsets[j];
    double right = poles[l + 1] - shifts[j] - offsets[j];
    double middle = f - left * lowerSlope - right * upperSlope;
    boolean isFixed = pass > 0 && pass % 4 < 2 && j < order - 1;
    double c = isFixed ? fixedWeight(j, f, slope, left, right) : middle;
    double next = offsets[j] + step(c, f, slope, left, right, j == order - 1);
    if (!(next > low[j] && next < high[j])) {
      next = offset(j, middle, left * left * lowerSlope, right * right * upperSlope);
    }
    return move(j, next, pass);
  }

  /** The constant of the model in which the nearer pole keeps its weight. */
  private double fixedWeight(int j, double f, double slope, double left, double right) {
    return offsets[j] > 0
        ? f - right * slope - (left - right) * squares[j] / (left * left)
        : f - left * slope - (right - left) * squares[j + 1] / (right * right);
  }

  /** The root is in the upper half of its interval. */
  private void measureFromNext(int j) {
    double gap = high[j];
    shifts[j] = poles[j + 1];
    offsets[j] -= gap;
    low[j] = offsets[j];
    high[j] = 0;
  }

  /** Root of the model c + s/(left - step) + S/(right - step) with the value and slope of f. */
  private static double step(
      double c, double f, double slope, double left, double right, boolean isLast) {
    double a = (left + right) * f - left * right * slope;
    double b = left * right * f;
    double root = Math.sqrt(Math.abs(a * a - 4 * b * c));
    if (isLast) {
      return a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
    }
    return a > 0 ? 2 * b / (a + root) : (a - root) / (2 * c);
  }

  /**
   * The same root, measured from the pole at hand, not from the trial value: a root next to a pole
   * is lost in a step to it. There c - near/offset +- far/(gap -+ offset) = 0.
   */
  private double offset(int j, double c, double lower, double upper) {
    if (j == order - 1) {
      double gap = poles[j] - poles[j - 1];
      double a = c * gap - lower - upper;
      double b = upper * gap;
      double root = Math.sqrt(a * a + 4 * b * Math.abs(c));
      return a > 0 ? 2 * b / (a + root) : (root - a) / (2 * c);
    }
    double gap = poles[j + 1] - poles[j];
    boolean isLow = offsets[j] > 0;
    double sum = lower + upper;
    double size = isLow ? fromPole(c, lower, sum, gap) : fromPole(-c, upper, sum, gap);
    return isLow ? size : -size;
  }

  private static double fromPole(double c, double near, double sum, double gap) {
    double a = c * gap + sum;
    double b = near * gap;
    double root = Math.sqrt(Math.abs(a * a - 4 * b * c));
    return a > 0 ? 2 * b / (a + root) : (a - root) / (2 * c);
  }

  /** Moves root j, within its bracket; returns whether there is nowhere to go. */
  private boolean move(int j, double wish, int pass) {
    double next = wish;
    if (!(next > low[j] && next < high[j]) || (pass >= HALVING && pass % 2 == 0)) {
      next = 0.5 * (low[j] + high[j]);
    }
    boolean isStuck = next == offsets[j] || next <= low[j] || next >= high[j];
    if (!isStuck) {
      offsets[j] = next;
    }
    return isStuck;
  }
}
