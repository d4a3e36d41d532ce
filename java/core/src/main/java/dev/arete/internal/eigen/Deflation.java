package dev.arete.internal.eigen;

/**
 * The eigenvalues that a correction of rank one leaves as they are: those whose weight in it is
 * negligible, and one of two that are so close that a rotation may move its weight to the other
 * without coupling them (Cuppen 1981; LAPACK's dlaed2). The others come first, those whose vectors
 * reach only the upper half before those that reach both before those that reach only the lower.
 * Holds its workspace; not thread-safe.
 */
final class Deflation {
  private static final int UPPER = 0;
  private static final int BOTH = 1;
  private static final int LOWER = 2;
  private final int begin;
  private final int half;
  private final int n;

  /**
   * Of each value, by its number from {@link #begin} on, its weight and what its vector reaches.
   */
  private final double[] z;

  private final byte[] reach;

  /** Numbers of values of both halves, ascending. */
  private final int[] sorted;

  /** Numbers of those kept, ascending, and where they go. */
  private final int[] keptNumbers;

  private final int[] places;
  private int kept;

  /** Of each place the number of the value that goes there. */
  private final int[] sources;

  /** How many of those kept reach what. */
  private final int[] counts = new int[3];

  private final int[] turnFirst;
  private final int[] turnSecond;
  private final double[] cosines;
  private final double[] sines;
  private int turns;

  Deflation(int begin, int middle, int end) {
    this.begin = begin;
    half = middle - begin;
    n = end - begin;
    z = new double[n];
    reach = new byte[n];
    sorted = new int[n];
    keptNumbers = new int[n];
    places = new int[n];
    sources = new int[n];
    turnFirst = new int[n];
    turnSecond = new int[n];
    cosines = new double[n];
    sines = new double[n];
  }

  /**
   * Splits.
   *
   * @param tie the entry that ties the halves
   * @param system holds the halves' values, in ascending order, and columns
   * @return rho, the factor of z z^T with |z| at most 1
   */
  double split(double tie, TridiagonalSystem system) {
    double rho = 2 * Math.abs(tie);
    double lower = tie < 0 ? -Math.sqrt(0.5) : Math.sqrt(0.5);
    for (int i = 0; i < n; i++) {
      boolean isUpper = i < half;
      z[i] =
          isUpper
              ? system.lastColumn[begin + i] * Math.sqrt(0.5)
              : system.firstColumn[begin + i] * lower;
      reach[i] = (byte) (isUpper ? UPPER : LOWER);
    }
    mergeOrders(system);
    kept = 0;
    turns = 0;
    int dropped = n;
    int waiting = -1; // the last value with a weight, which the next may yet take over
    for (int i : sorted) {
      if (rho * Math.abs(z[i]) <= system.negligible) {
        sources[--dropped] = i;
        continue;
      }
      if (waiting >= 0) {
        if (turn(waiting, i, system)) {
          sources[--dropped] = waiting;
        } else {
          keptNumbers[kept++] = waiting;
        }
      }
      waiting = i;
    }
    if (waiting >= 0) {
      keptNumbers[kept++] = waiting;
    }
    place();
    return rho;
  }

  private void mergeOrders(TridiagonalSystem system) {
    int upper = begin;
    int lower = begin + half;
    for (int i = 0; i < n; i++) {
      boolean takeUpper =
          lower == begin + n
              || (upper < begin + half
                  && system.diagonal[system.sorted[upper]]
                      <= system.diagonal[system.sorted[lower]]);
      sorted[i] = system.sorted[takeUpper ? upper++ : lower++] - begin;
    }
  }

  /** Moves the weight of a value to the next one if that couples them by next to nothing. */
  private boolean turn(int first, int second, TridiagonalSystem system) {
    double[] d = system.diagonal;
    double length = Math.hypot(z[first], z[second]);
    double c = z[second] / length;
    double s = -z[first] / length;
    double x = d[begin + first];
    double y = d[begin + second];
    if (Math.abs((y - x) * c * s) > system.negligible) {
      return false;
    }
    z[first] = 0;
    z[second] = length;
    d[begin + first] = x * c * c + y * s * s;
    d[begin + second] = x * s * s + y * c * c;
    if (reach[first] != reach[second]) {
      reach[second] = BOTH;
    }
    turnFirst[turns] = begin + first;
    turnSecond[turns] = begin + second;
    cosines[turns] = c;
    sines[turns++] = s;
    return true;
  }

  private void place() {
    counts[UPPER] = 0;
    counts[BOTH] = 0;
    counts[LOWER] = 0;
    for (int i = 0; i < kept; i++) {
      counts[reach[keptNumbers[i]]]++;
    }
    int upper = 0;
    int both = counts[UPPER];
    int lower = both + counts[BOTH];
    for (int i = 0; i < kept; i++) {
      int number = keptNumbers[i];
      places[i] = reach[number] == UPPER ? upper++ : reach[number] == BOTH ? both++ : lower++;
      sources[places[i]] = number;
    }
  }

  int kept() {
    return kept;
  }

  /** Where kept value i goes. */
  int placeOf(int i) {
    return places[i];
  }

  /** The number, in the whole matrix, of the value that goes to a place. */
  int source(int place) {
    return begin + sources[place];
  }

  double weightOf(int i) {
    return z[keptNumbers[i]];
  }

  /** Those kept that reach the upper half come first, this many. */
  int reachingUpper() {
    return counts[UPPER] + counts[BOTH];
  }

  /** Those kept that reach the lower half come last, this many. */
  int reachingLower() {
    return counts[BOTH] + counts[LOWER];
  }

  void load(TridiagonalSystem system) {
    for (int i = 0; i < kept; i++) {
      int number = keptNumbers[i];
      system.secular.poles[i] = system.diagonal[begin + number];
      system.secular.squares[i] = z[number] * z[number];
    }
  }

  /** Puts the roots and the values left as they are in their places, and sorts their numbers. */
  void storeValues(TridiagonalSystem system) {
    double[] d = system.diagonal;
    double[] values = system.output;
    for (int p = 0; p < n; p++) {
      values[p] = p < kept ? system.secular.root(p) : d[begin + sources[p]];
    }
    System.arraycopy(values, 0, d, begin, n);
    system.sort(begin, begin + n);
  }

  void rotate(double[] x) {
    for (int k = 0; k < turns; k++) {
      double first = x[turnFirst[k]];
      double second = x[turnSecond[k]];
      x[turnFirst[k]] = cosines[k] * first + sines[k] * second;
      x[turnSecond[k]] = cosines[k] * second - sines[k] * first;
    }
  }

  void rotateBack(double[] x) {
    for (int k = turns - 1; k >= 0; k--) {
      double first = x[turnFirst[k]];
      double second = x[turnSecond[k]];
      x[turnFirst[k]] = cosines[k] * first - sines[k] * second;
      x[turnSecond[k]] = sines[k] * first + cosines[k] * second;
    }
  }

  void rotateRows(double[] basis, int width, TridiagonalSystem system) {
    for (int k = 0; k < turns; k++) {
      int first = turnFirst[k] * system.stride + begin;
      int second = turnSecond[k] * system.stride + begin;
      double c = cosines[k];
      double s = sines[k];
      system.loops.combine(basis, first, second, width, c, s, -s, c);
    }
  }

  /** Puts entries in their places. */
  void gather(double[] x, double[] out) {
    for (int p = 0; p < n; p++) {
      out[p] = x[begin + sources[p]];
    }
  }

  /** The inverse. */
  void scatter(double[] in, double[] x) {
    for (int p = 0; p < n; p++) {
      x[begin + sources[p]] = in[p];
    }
  }
}
