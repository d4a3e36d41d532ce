package dev.arete.internal.cpu;

/** Loops over columns that the compiler is left to put on vector registers, or not. */
final class PlainColumns implements ColumnSums {
  private static final int TILE = SortedColumns.TILE;

  @Override
  public int lanes() {
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
    addWeights(view, at, count);
    for (int k = 0; k < centres.dimension; k++) {
      double a = view.anchor[k];
      double[] x = centres.columns[k];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += weights[at + i] * (x[from + i] - a);
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
        view.sums[pair] += product(view, j, k, from, to, at);
        pair++;
      }
    }
  }

  private static double product(View view, int j, int k, int from, int to, int at) {
    double[] xs = view.centres.columns[j];
    double[] ys = view.centres.columns[k];
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += view.weights[at + i - from] * (xs[i] - view.anchor[j]) * (ys[i] - view.anchor[k]);
    }
    return sum;
  }

  private static void addWeights(View view, int at, int count) {
    double[] weights = view.weights;
    double total = 0;
    double squares = 0;
    for (int i = at; i < at + count; i++) {
      double w = Math.exp(weights[i]);
      weights[i] = w;
      total += w;
      squares += w * w;
    }
    view.sums[0] += total;
    view.sums[1] += squares;
  }

  @Override
  public void second(View view, int from, int to, int at) {
    int pair = 0;
    for (int j = 0; j < view.centres.dimension; j++) {
      for (int k = 0; k <= j; k++) {
        view.sums[pair] += centred(view, j, k, from, to, at);
        pair++;
      }
    }
  }

  private static double centred(View view, int j, int k, int from, int to, int at) {
    double[] xs = view.centres.columns[j];
    double[] ys = view.centres.columns[k];
    double ax = view.anchor[j];
    double ay = view.anchor[k];
    double bx = view.mean[j];
    double by = view.mean[k];
    double sum = 0;
    for (int i = from; i < to; i++) {
      double x = (xs[i] - ax) * view.unit - bx;
      double y = (ys[i] - ay) * view.unit - by;
      sum += view.weights[at + i - from] * x * y;
    }
    return sum;
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
