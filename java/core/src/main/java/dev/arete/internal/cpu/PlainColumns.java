package dev.arete.internal.cpu;

/** Loops over columns that the compiler is left to put on vector registers, or not. */
final class PlainColumns implements ColumnSums {
  private static final int TILE = SortedColumns.TILE;

  @Override
  public int lanes() {
    return 1;
  }

  /** A tile is four sums of 32 numbers, and then one of its sums. */
  @Override
  public int runTiles() {
    return 16;
  }

  @Override
  public int additions(int centres) {
    return 1;
  }

  @Override
  public void bounds(View view, double[] bounds) {
    SortedColumns centres = view.centres;
    for (int t = 0; t < centres.tileCount; t++) {
      double squares = 0;
      for (int k = 0; k < centres.dimension; k++) {
        double y = view.query[k];
        double outside = Math.max(centres.low[k][t] - y, y - centres.high[k][t]);
        squares += outside > 0 ? outside * outside : 0;
      }
      bounds[t] = squares * view.scale;
    }
  }

  @Override
  public double least(View view, int tile, double[] energies) {
    SortedColumns centres = view.centres;
    int from = tile * TILE;
    for (int i = 0; i < TILE; i++) {
      energies[i] = -centres.logWeights[from + i];
    }
    for (int k = 0; k < centres.dimension; k++) {
      addSquares(centres.columns[k], from, view.query[k], view.scale, energies);
    }
    double least = energies[0];
    for (int i = 1; i < TILE; i++) {
      least = energies[i] < least ? energies[i] : least;
    }
    return least;
  }

  private static void addSquares(double[] x, int from, double y, double scale, double[] energies) {
    for (int i = 0; i < TILE; i++) {
      double t = x[from + i] - y;
      energies[i] += t * t * scale;
    }
  }

  @Override
  public void prepare(View view, boolean fromMean) {
    // everything is computed from the view as it is
  }

  @Override
  public void first(View view, int from, int to) {
    fill(view, from, to, 0);
  }

  /** Exponents take the place of weights first. */
  private static void fill(View view, int from, int to, int at) {
    SortedColumns centres = view.centres;
    double[] weights = view.weights;
    int count = to - from;
    for (int i = 0; i < count; i++) {
      weights[at + i] = centres.logWeights[from + i] - view.anchorLogWeight;
    }
    for (int k = 0; k < centres.dimension; k++) {
      double a = view.anchor[k];
      double[] x = centres.columns[k];
      double twice = view.twice[k];
      for (int i = 0; i < count; i++) {
        double t = x[from + i] - a;
        weights[at + i] -= (t * view.scale) * (t + twice);
      }
    }
    for (int i = at; i < at + count; i++) {
      weights[i] = Math.exp(weights[i]);
    }
    double total = 0;
    double squares = 0;
    for (int i = 0; i < count; i += TILE) {
      total += sum(weights, at + i);
      squares += sumOfSquares(weights, at + i);
    }
    view.sums[0] += total;
    view.sums[1] += squares;
    for (int k = 0; k < centres.dimension; k++) {
      double sum = 0;
      for (int i = 0; i < count; i += TILE) {
        sum += first(weights, at + i, centres.columns[k], from + i, view.anchor[k]);
      }
      view.sums[2 + k] += sum;
    }
  }

  @Override
  public void firstTwo(View view, int from, int to, int at) {
    fill(view, from, to, at);
    int pair = 2 + view.centres.dimension;
    for (int j = 0; j < view.centres.dimension; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = 0;
        for (int i = from; i < to; i += TILE) {
          sum += product(view, j, k, i, at + i - from);
        }
        view.sums[pair] += sum;
        pair++;
      }
    }
  }

  // A sum of a tile is four sums: a fourth of the roundings, and additions that need not wait for
  // each other.

  private static double sum(double[] x, int from) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = from; i < from + TILE; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double sumOfSquares(double[] x, int from) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = from; i < from + TILE; i += 4) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Sum of w (x - a) over a tile. */
  private static double first(double[] w, int at, double[] x, int from, double a) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < TILE; i += 4) {
      s0 += w[at + i] * (x[from + i] - a);
      s1 += w[at + i + 1] * (x[from + i + 1] - a);
      s2 += w[at + i + 2] * (x[from + i + 2] - a);
      s3 += w[at + i + 3] * (x[from + i + 3] - a);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double product(View view, int j, int k, int from, int at) {
    double[] w = view.weights;
    double[] xs = view.centres.columns[j];
    double[] ys = view.centres.columns[k];
    double ax = view.anchor[j];
    double ay = view.anchor[k];
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < TILE; i += 4) {
      s0 += w[at + i] * (xs[from + i] - ax) * (ys[from + i] - ay);
      s1 += w[at + i + 1] * (xs[from + i + 1] - ax) * (ys[from + i + 1] - ay);
      s2 += w[at + i + 2] * (xs[from + i + 2] - ax) * (ys[from + i + 2] - ay);
      s3 += w[at + i + 3] * (xs[from + i + 3] - ax) * (ys[from + i + 3] - ay);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void second(View view, int from, int to, int at) {
    int pair = 0;
    for (int j = 0; j < view.centres.dimension; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = 0;
        for (int i = from; i < to; i += TILE) {
          sum += centred(view, j, k, i, at + i - from);
        }
        view.sums[pair] += sum;
        pair++;
      }
    }
  }

  private static double centred(View view, int j, int k, int from, int at) {
    double[] xs = view.centres.columns[j];
    double[] ys = view.centres.columns[k];
    double ax = view.anchor[j];
    double ay = view.anchor[k];
    double bx = view.mean[j];
    double by = view.mean[k];
    double even = 0;
    double odd = 0;
    for (int i = 0; i < TILE; i += 2) {
      double x = (xs[from + i] - ax) * view.unit - bx;
      double y = (ys[from + i] - ay) * view.unit - by;
      even += view.weights[at + i] * x * y;
      x = (xs[from + i + 1] - ax) * view.unit - bx;
      y = (ys[from + i + 1] - ay) * view.unit - by;
      odd += view.weights[at + i + 1] * x * y;
    }
    return even + odd;
  }

  @Override
  public void third(View view, int from, int to, int at) {
    int d = view.centres.dimension;
    double[] e = new double[d];
    for (int i = from; i < to; i++) {
      double w = view.weights[at + i - from];
      if (w == 0) {
        continue;
      }
      for (int k = 0; k < d; k++) {
        e[k] = (view.centres.columns[k][i] - view.anchor[k]) * view.unit - view.mean[k];
      }
      addTriples(view.sums, e, w);
    }
  }

  private static void addTriples(double[] sums, double[] e, double w) {
    int triple = 0;
    for (int j = 0; j < e.length; j++) {
      for (int k = j; k < e.length; k++) {
        double product = w * e[j] * e[k];
        for (int l = k; l < e.length; l++) {
          sums[triple] += product * e[l];
          triple++;
        }
      }
    }
  }
}
