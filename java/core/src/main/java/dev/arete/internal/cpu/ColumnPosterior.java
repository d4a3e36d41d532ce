package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.ThirdMoments;
import java.util.Arrays;

/**
 * Posterior moments at one query from {@link SortedColumns}: what {@link Posterior} computes from a
 * list, with the same anchor and the same bound on what is left out. Tiles whose box is beyond the
 * cut are skipped; in the others every centre counts. Holds its workspace; not thread-safe.
 */
final class ColumnPosterior implements ThirdMoments {
  private static final int TILE = SortedColumns.TILE;
  private static final double LOG_2 = Math.log(2);

  /** Energy that an anchor may have above the least: a distance of sqrt(h), or a weight of 1.6. */
  private static final double ANCHOR_SLACK = 0.5;

  /**
   * Positions are rounded to 2^-24 of a tile's radius and of their distance from y, and an exponent
   * by each times the distance, all in units of sqrt(h). With a product of 32 that is 2e-6 at most
   * for each, for centres that have weight.
   */
  private static final double MAX_FLOAT_PRODUCT = 32;

  /** Two roundings: of a position, and of the difference from y. */
  private static final double FLOAT_ROUNDING = 0x1p-23;

  /**
   * Roundings of a sum in single precision, two at a time: 16.5 of the 32 numbers of a lane, equal
   * ones at worst, and 2.3 of the sums of four blocks.
   */
  private static final double FLOAT_SUM = 10;

  /** Centres farther from y than that and the anchor together have little weight. */
  private static final double NEAR = 2;

  /** Largest |b|^2 over the trace for which second moments are shifted from the anchor. */
  private static final double MAX_CANCELLED = 2;

  /** Larger energies are not known well enough to tell a cut: their rounding is 1e-3. */
  private static final double MAX_ENERGY = 1e12;

  private final CentreTiles tiles;
  private final SortedColumns centres;
  private final ColumnSums loops;
  private final ColumnSums floatLoops;
  private final ColumnSums.View view;
  private final int d;
  private final double deviation;
  private final double[] bounds;
  private final double[] energies = new double[TILE];
  private final TileRuns runs;
  private final ColumnSweep sweep;
  private final double[] sums;
  private final double[] turned;

  private boolean isSingle;
  private double positionError;
  private double weightError;
  private int anchorIndex;
  private double anchorEnergy;

  /** Energy of what weights are relative to: of the anchor, or in single precision, of y. */
  private double ownEnergy;

  private double cut;
  private double total;

  /**
   * Allocates the workspace.
   *
   * @param tiles the centres
   * @param loops sums in double
   * @param floatLoops sums in single precision, or null to do without
   */
  ColumnPosterior(CentreTiles tiles, ColumnSums loops, ColumnSums floatLoops) {
    this.tiles = tiles;
    this.loops = loops;
    this.floatLoops = floatLoops;
    centres = tiles.columns;
    d = tiles.dimension;
    deviation = Math.sqrt(tiles.variance);
    view = new ColumnSums.View(centres, tiles.variance, loops.lanes());
    bounds = new double[centres.low[0].length];
    runs = new TileRuns(centres);
    sweep = new ColumnSweep(view, runs, loops.lanes());
    sums = sweep.sums;
    turned = new double[d];
  }

  /**
   * Begins a query: finds the anchor, and the tiles that count.
   *
   * @param query y
   * @param widest energies this far above the least count if need be
   * @param mayBeSingle whether sums in single precision are good enough
   * @return false if the query is too far away for this form of the sums
   */
  boolean begin(double[] query, double widest, boolean mayBeSingle) {
    System.arraycopy(query, 0, view.query, 0, d);
    loops.bounds(view, bounds);
    double least = findAnchor();
    if (!(least < MAX_ENERGY)) {
      return false;
    }
    for (int k = 0; k < d; k++) {
      view.anchor[k] = centres.columns[k][anchorIndex];
      view.twice[k] = 2 * (view.anchor[k] - view.query[k]);
    }
    view.anchorLogWeight = centres.logWeights[anchorIndex];
    anchorEnergy = energy();
    cut = widest - logTotal(least);
    double limit = least + cut;
    isSingle = mayBeSingle && floatLoops != null && isFloatEnough(least, limit);
    if (isSingle) {
      sumAboutQuery();
    } else {
      runs.choose(bounds, limit, loops.runTiles());
    }
    ownEnergy = energy();
    reserve();
    return true;
  }

  /** Puts y in the place of the anchor: so near to it no digit of an exponent is lost. */
  private void sumAboutQuery() {
    System.arraycopy(view.query, 0, view.anchor, 0, d);
    Arrays.fill(view.twice, 0);
  }

  /**
   * Bounds the logarithm of the sum of weights relative to the anchor's, from the farthest corner
   * of its tile: what may be left out is a share of that sum, not of the anchor's weight alone.
   */
  private double logTotal(double anchorEnergy) {
    int tile = anchorIndex / TILE;
    double squares = 0;
    for (int k = 0; k < d; k++) {
      double low = view.query[k] - centres.low[k][tile];
      double high = centres.high[k][tile] - view.query[k];
      double farther = low > high ? low : high;
      squares += farther * farther;
    }
    double farthest = squares * view.scale + centres.mostCosts[tile] * LOG_2;
    double count = Math.min(TILE, tiles.count - tile * TILE);
    return Math.max(0, Math.log(count) + anchorEnergy - farthest);
  }

  /** Whether the sums of this query are in single precision. */
  boolean isSingle() {
    return isSingle;
  }

  private ColumnSums used() {
    return isSingle ? floatLoops : loops;
  }

  /** Chooses runs for sums in single precision, and returns whether these are good enough. */
  private boolean isFloatEnough(double least, double limit) {
    double radius = runs.choose(bounds, limit, floatLoops.runTiles());
    double squares = 0;
    for (double twice : view.twice) {
      squares += twice * twice / 4;
    }
    double reach = Math.sqrt(squares) * view.unit + NEAR;
    double distance = radius * view.unit + reach;
    double product = distance * reach + costs(least);
    positionError = FLOAT_ROUNDING * distance;
    // a sum of d squares has d roundings at most, and is half of what it is in base 2
    weightError = FLOAT_ROUNDING * (product + reach * reach + FLOAT_SUM);
    return product <= MAX_FLOAT_PRODUCT;
  }

  /**
   * What costs, log weights in base 2, add to exponents and their rounding: those of a centre above
   * the least of its tile, and that above the anchor's. Both lie between the least of all and the
   * largest of all, or the energy of a centre that weighs, which is hardly above the least energy.
   */
  private double costs(double leastEnergy) {
    if (tiles.logWeights == null) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int r = 0; r < runs.count(); r++) {
      for (int t = runs.from(r) / TILE; t < runs.to(r) / TILE; t++) {
        least = Math.min(least, centres.leastCosts[t]);
        most = Math.max(most, centres.mostCosts[t]);
      }
    }
    return Math.min(most, leastEnergy / LOG_2) - least;
  }

  /**
   * Bounds what single precision may have changed in C/h.
   *
   * @param trace trace of C/h, and of what was taken from it to shift it to the mean
   */
  private double floatError(double trace) {
    return weightError * trace + positionError * (2 * Math.sqrt(trace) + positionError);
  }

  private void reserve() {
    int most = centres.tileCount * TILE;
    if (view.weights.length < runs.centres()) {
      view.weights = new double[Math.min(2 * runs.centres(), most)];
    }
    if (isSingle && view.floatWeights.length < runs.centres()) {
      view.floatWeights = new float[Math.min(2 * runs.centres(), most)];
    }
  }

  /**
   * Returns the energy of the anchor: the least, or hardly above it. Looks at the nearest tile
   * first, so that most others are ruled out.
   */
  private double findAnchor() {
    int nearest = 0;
    for (int t = 1; t < centres.tileCount; t++) {
      if (bounds[t] < bounds[nearest]) {
        nearest = t;
      }
    }
    double least = loops.least(view, nearest, energies);
    anchorIndex = nearest * TILE + indexOf(least);
    for (int t = 0; t < centres.tileCount; t++) {
      if (bounds[t] < least - ANCHOR_SLACK && t != nearest) {
        double energy = loops.least(view, t, energies);
        if (energy < least) {
          least = energy;
          anchorIndex = t * TILE + indexOf(least);
        }
      }
    }
    return least;
  }

  /** The first centre of the tile last looked at that has an energy. */
  private int indexOf(double energy) {
    long bits = Double.doubleToRawLongBits(energy);
    int index = 0;
    while (Double.doubleToRawLongBits(energies[index]) != bits) { // also where all are NaN
      index++;
    }
    return index;
  }

  /**
   * Computes the moments of the query that was begun.
   *
   * @param second whether second moments are wanted
   * @param out receives the moments
   */
  void compute(boolean second, LocalMoments out) {
    ColumnSums used = used();
    used.prepare(view, false);
    if (second) {
      sweep.run(used, used::firstTwo, 2 + d + d * (d + 1) / 2);
    } else {
      sweep.run(used, (v, from, to, at) -> used.first(v, from, to), 2 + d);
    }
    total = sums[0];
    double unit = isSingle ? 1 / SortedColumns.FLOAT_SCALE : view.unit;
    out.anchorEnergy = anchorEnergy;
    out.effectiveNeighbours = total / sums[1] * total;
    out.logDensity = tiles.logDensity(total, ownEnergy);
    for (int k = 0; k < d; k++) {
      view.mean[k] = sums[2 + k] * unit / total;
      out.shift[k] = view.twice[k] / 2 + deviation * view.mean[k];
    }
    out.droppedRatio = 0;
    out.cancelledRatio = 0;
    if (second) {
      if (!centre(unit, out)) {
        used.prepare(view, true);
        sweep.run(used, used::second, d * (d + 1) / 2);
        fillCovariance(isSingle ? unit * unit / total : 1 / total, out.covarianceRatio);
        out.cancelledRatio = 0;
      }
      bound(out);
    }
  }

  private void bound(LocalMoments out) {
    int dropped = tiles.count - runs.centres();
    if (dropped > 0) {
      double mass = dropped * Math.exp(ownEnergy - anchorEnergy - cut) / total;
      out.droppedRatio = tiles.droppedRatio(mass, cut, anchorEnergy, out);
    }
    if (isSingle) {
      out.droppedRatio += floatError(out.trace() + out.cancelledRatio);
    }
  }

  /**
   * Second moments about the mean from those about the anchor, b away. Returns false where too many
   * digits cancel: what is left has roundings of the trace anyway, and those of |b|^2 are added.
   */
  private boolean centre(double unit, LocalMoments out) {
    double squares = 0;
    int pair = 2 + d;
    for (int j = 0; j < d; j++) {
      squares += view.mean[j] * view.mean[j];
      for (int k = 0; k <= j; k++) {
        double entry = sums[pair] * unit * unit / total - view.mean[j] * view.mean[k];
        out.covarianceRatio[j * d + k] = entry;
        out.covarianceRatio[k * d + j] = entry;
        pair++;
      }
    }
    out.cancelledRatio = squares;
    return squares <= MAX_CANCELLED * out.trace();
  }

  /** Energy of what sums are about, with the log weight of the anchor taken from the largest. */
  private double energy() {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double scaled = view.twice[k] / 2 * tiles.scale;
      sum += scaled * scaled;
    }
    return sum - tiles.logWeight(anchorIndex);
  }

  private void fillCovariance(double factor, double[] covariance) {
    int pair = 0;
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        double entry = sums[pair] * factor;
        covariance[j * d + k] = entry;
        covariance[k * d + j] = entry;
        pair++;
      }
    }
  }

  @Override
  public void contract(double[] vectors, int tangent, double[] coefficients, double[] out) {
    ColumnSums used = used();
    sweep.run(used, used::third, d * (d + 1) * (d + 2) / 6);
    double volume = deviation * deviation * deviation / total;
    int normal = d - tangent;
    for (int j = 0; j < normal; j++) {
      Arrays.fill(turned, 0);
      for (int l = 0; l < tangent; l++) {
        for (int r = 0; r < d; r++) {
          turned[r] += coefficients[j * tangent + l] * vectors[l * d + r];
        }
      }
      for (int other = 0; other < normal; other++) {
        out[j * normal + other] =
            volume * apply(vectors, (tangent + j) * d, vectors, (tangent + other) * d);
      }
    }
  }

  /** The third moments applied to {@link #turned} and two vectors. */
  private double apply(double[] u, int u0, double[] v, int v0) {
    double sum = 0;
    int triple = 0;
    for (int j = 0; j < d; j++) {
      for (int k = j; k < d; k++) {
        for (int l = k; l < d; l++) {
          sum += sums[triple] * symmetric(j, k, l, u, u0, v, v0);
          triple++;
        }
      }
    }
    return sum;
  }

  /** The sum of turned[a] u[b] v[c] over the distinct orders (a, b, c) of three indices. */
  private double symmetric(int j, int k, int l, double[] u, int u0, double[] v, int v0) {
    if (j == l) {
      return turned[j] * u[u0 + j] * v[v0 + j];
    }
    double sum = product(j, k, l, u, u0, v, v0) + product(k, l, j, u, u0, v, v0);
    sum += product(l, j, k, u, u0, v, v0);
    if (j != k && k != l) {
      sum += product(j, l, k, u, u0, v, v0) + product(l, k, j, u, u0, v, v0);
      sum += product(k, j, l, u, u0, v, v0);
    }
    return sum;
  }

  private double product(int a, int b, int c, double[] u, int u0, double[] v, int v0) {
    return turned[a] * u[u0 + b] * v[v0 + c];
  }
}
