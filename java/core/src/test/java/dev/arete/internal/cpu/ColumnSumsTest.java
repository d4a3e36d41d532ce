package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arete.internal.local.LocalMoments;
import dev.arete.spi.Mixture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over columns, with the loops this process has, against simple ones. */
class ColumnSumsTest {
  private static final int N = 3 * SortedColumns.TILE + 37;
  private static final double H = 0.3;
  private static final double CUT = 45;

  private static CentreTiles tiles(int n, int d, double spread, boolean weighted) {
    Random random = new Random(d);
    double[] centres = random.doubles((long) n * d, -spread, spread).toArray();
    double[] logs = weighted ? random.doubles(n, -30, 0).toArray() : null;
    return new CentreTiles(new Mixture(centres, logs, n, d, H), new PlainKernels());
  }

  private static ColumnPosterior posterior(CentreTiles tiles) {
    return new ColumnPosterior(tiles, KernelChoice.kernels().columnSums(tiles.dimension), null);
  }

  /** Weights of all centres relative to the sum, by the definition. */
  private static double[] weights(CentreTiles tiles, double[] y) {
    double[] weights = new double[tiles.count];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      double squares = 0;
      for (int k = 0; k < y.length; k++) {
        double t = tiles.rows[i * y.length + k] - y[k];
        squares += t * t;
      }
      weights[i] = squares / (2 * H) - tiles.logWeight(i);
      least = Math.min(least, weights[i]);
    }
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(least - weights[i]);
      total += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= total;
    }
    return weights;
  }

  /** sum w_i e_i[a] e_i[b] ..., e = c - m, for given axes. */
  private static double moment(CentreTiles tiles, double[] w, double[] mean, int... axes) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      double product = w[i];
      for (int axis : axes) {
        product *= tiles.rows[i * mean.length + axis] - mean[axis];
      }
      sum += product;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void momentsAreThoseOfTheDefinition(int d) {
    for (boolean weighted : new boolean[] {false, true}) {
      CentreTiles tiles = tiles(N, d, 2, weighted);
      double[] y = {0.4, -0.3, 0.7};
      y = Arrays.copyOf(y, d);
      ColumnPosterior posterior = posterior(tiles);
      assertTrue(posterior.begin(y, CUT, false));
      LocalMoments moments = new LocalMoments(d);
      posterior.compute(true, moments);
      double[] w = weights(tiles, y);
      double[] mean = new double[d];
      double squares = 0;
      for (int k = 0; k < d; k++) {
        mean[k] = moment(tiles, w, new double[d], k);
        assertEquals(mean[k] - y[k], moments.shift[k], 1e-14, "mean " + k);
      }
      for (double weight : w) {
        squares += weight * weight;
      }
      assertEquals(1 / squares, moments.effectiveNeighbours, 1e-12 / squares);
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          double expected = moment(tiles, w, mean, j, k) / H;
          assertEquals(expected, moments.covarianceRatio[j * d + k], 1e-13, j + ", " + k);
        }
      }
      checkThird(tiles, posterior, w, mean);
    }
  }

  private static CentreTiles farFromOne(int n, int d) {
    double[] centres = new Random(d).doubles((long) n * d, -1e-3, 1e-3).toArray();
    Arrays.fill(centres, 0, d, 0.7); // the nearest, and still one of many
    return new CentreTiles(new Mixture(centres, null, n, d, H), new PlainKernels());
  }

  /** From an anchor far from the mean: moments shifted from there would lose four digits. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void manyCentresFarFromTheAnchorKeepTheirDigits(int d) {
    CentreTiles tiles = farFromOne(50_000, d);
    double[] y = new double[d];
    Arrays.fill(y, 0.36);
    ColumnPosterior posterior = posterior(tiles);
    assertTrue(posterior.begin(y, CUT, false));
    LocalMoments moments = new LocalMoments(d);
    posterior.compute(true, moments);
    double[] w = weights(tiles, y);
    double[] mean = new double[d];
    for (int k = 0; k < d; k++) {
      mean[k] = moment(tiles, w, new double[d], k);
    }
    for (int k = 0; k < d; k++) {
      double expected = moment(tiles, w, mean, k, k) / H;
      assertEquals(expected, moments.covarianceRatio[k * d + k], 2e-13 * expected);
    }
  }

  /** The same in single precision, where the second pass has units of its own. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void singlePrecisionFarFromTheAnchorIsWithinItsBound(int d) {
    ColumnSums floatLoops = KernelChoice.kernels().floatColumnSums(d);
    assumeTrue(floatLoops != null, "these loops have no sums in single precision");
    CentreTiles tiles = farFromOne(5_000, d);
    ColumnSums loops = KernelChoice.kernels().columnSums(d);
    ColumnPosterior posterior = new ColumnPosterior(tiles, loops, floatLoops);
    double[] y = new double[d];
    Arrays.fill(y, 0.36);
    LocalMoments exact = new LocalMoments(d);
    posterior.begin(y, CUT, false);
    posterior.compute(true, exact);
    LocalMoments single = new LocalMoments(d);
    posterior.begin(y, CUT, true);
    assertTrue(posterior.isSingle());
    posterior.compute(true, single);
    double change = 0;
    for (int k = 0; k < d * d; k++) {
      change += Math.pow(single.covarianceRatio[k] - exact.covarianceRatio[k], 2);
    }
    assertTrue(Math.sqrt(change) <= single.droppedRatio, Math.sqrt(change) + " is not bounded");
    assertEquals(exact.trace(), single.trace(), 1e-3 * exact.trace());
  }

  /**
   * Sums about y, so far from all data that exponents lose digits, are in double: two roundings of
   * 2^-24 times the product of at most 32, and those of a square, are 6e-6.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void singlePrecisionEndsFarFromTheData(int d) {
    ColumnSums floatLoops = KernelChoice.kernels().floatColumnSums(d);
    assumeTrue(floatLoops != null, "these loops have no sums in single precision");
    CentreTiles tiles = tiles(1_000, d, 0.02, false);
    ColumnSums loops = KernelChoice.kernels().columnSums(d);
    ColumnPosterior posterior = new ColumnPosterior(tiles, loops, floatLoops);
    LocalMoments exact = new LocalMoments(d);
    LocalMoments single = new LocalMoments(d);
    for (double distance : new double[] {0, 0.5, 1, 2, 3, 4, 8, 32}) {
      double[] y = new double[d];
      y[d - 1] = distance * Math.sqrt(H) + 0.02;
      posterior.begin(y, CUT, false);
      posterior.compute(true, exact);
      posterior.begin(y, CUT, true);
      posterior.compute(true, single);
      assertEquals(distance < 3.5, posterior.isSingle(), "at a distance of " + distance);
      assertEquals(exact.logDensity, single.logDensity, 6e-6, "at a distance of " + distance);
      for (int k = 0; k < d; k++) {
        assertEquals(exact.shift[k], single.shift[k], 6e-6 * Math.sqrt(H), "axis " + k);
      }
    }
  }

  /** Tiles that count next to each other are one run, of a few at most; none is left out. */
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 24, 33})
  void runsCoverEveryTileThatCounts(int tileCount) {
    int n = tileCount * SortedColumns.TILE - 5;
    CentreTiles tiles = tiles(n, 2, 1, false);
    ColumnPosterior posterior = posterior(tiles);
    double[] y = {0.1, -0.2};
    assertTrue(posterior.begin(y, Double.POSITIVE_INFINITY, false));
    LocalMoments moments = new LocalMoments(2);
    posterior.compute(false, moments);
    double[] w = weights(tiles, y);
    for (int k = 0; k < 2; k++) {
      assertEquals(moment(tiles, w, new double[2], k) - y[k], moments.shift[k], 1e-14);
    }
  }

  /** Also where the energy is far beyond the range of an exponential. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void weightsAreExponentialsAndThenNothing(int d) {
    double[] centres = new double[SortedColumns.TILE * d];
    for (int i = 0; i < SortedColumns.TILE; i++) {
      centres[i * d] = i == SortedColumns.TILE - 1 ? 1e9 : 0.3 * i;
    }
    CentreTiles tiles =
        new CentreTiles(new Mixture(centres, null, SortedColumns.TILE, d, 1), new PlainKernels());
    ColumnSums loops = KernelChoice.kernels().columnSums(d);
    ColumnSums.View view = new ColumnSums.View(tiles.columns, 1, loops.lanes());
    loops.firstTwo(view, 0, SortedColumns.TILE, 0);
    double[] xs = tiles.columns.columns[0];
    for (int i = 0; i < xs.length; i++) {
      double energy = xs[i] * xs[i] / 2;
      double expected = Math.exp(-energy);
      if (energy > 750) {
        assertEquals(0.0, view.weights[i], "x = " + xs[i]);
      } else if (energy < 708) {
        // the rounding of the energy counts as often as the energy is large
        double units = 2 + 2 * energy;
        assertEquals(expected, view.weights[i], units * 0x1p-53 * expected, "x = " + xs[i]);
      }
    }
  }

  /** In the frame of the axes, with one tangent direction and every coefficient different. */
  private static void checkThird(
      CentreTiles tiles, ColumnPosterior posterior, double[] w, double[] mean) {
    int d = mean.length;
    double[] axes = new double[d * d];
    for (int k = 0; k < d; k++) {
      axes[k * (d + 1)] = 1;
    }
    double[] coefficients = {1.5, -0.7, 0.2, 3.1};
    for (int tangent = 1; tangent < d; tangent++) {
      int normal = d - tangent;
      double[] out = new double[normal * normal];
      posterior.contract(axes, tangent, coefficients, out);
      for (int j = 0; j < normal; j++) {
        for (int k = 0; k < normal; k++) {
          double expected = 0;
          for (int l = 0; l < tangent; l++) {
            double third = moment(tiles, w, mean, l, tangent + j, tangent + k);
            expected += coefficients[j * tangent + l] * third;
          }
          assertEquals(expected, out[j * normal + k], 1e-13, tangent + ": " + j + ", " + k);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whatIsSkippedIsWithinItsBound(int d) {
    for (boolean weighted : new boolean[] {false, true}) {
      CentreTiles tiles = tiles(5000, d, 12, weighted);
      ColumnPosterior posterior = posterior(tiles);
      LocalMoments moments = new LocalMoments(d);
      LocalMoments all = new LocalMoments(d);
      double cut = 8; // so that the bound is far above rounding
      int skipping = 0;
      for (int q = 0; q < 50; q++) {
        double[] y = new Random(q).doubles(d, -14, 14).toArray();
        assertTrue(posterior.begin(y, Double.POSITIVE_INFINITY, false));
        posterior.compute(true, all);
        assertEquals(0, all.droppedRatio);
        assertTrue(posterior.begin(y, cut, false));
        posterior.compute(true, moments);
        skipping += moments.droppedRatio > 0 ? 1 : 0;
        double change = 0;
        for (int k = 0; k < d * d; k++) {
          change += Math.pow(moments.covarianceRatio[k] - all.covarianceRatio[k], 2);
        }
        double bound = moments.droppedRatio * (1 + 1e-9) + 1e-13;
        assertTrue(Math.sqrt(change) <= bound, "query " + q + ": " + Math.sqrt(change));
      }
      assertTrue(skipping > 40, "no tile was skipped in " + (50 - skipping) + " of 50");
    }
  }

  /**
   * Sums in single precision are about y, and what they leave out is a share of them all the same.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void singlePrecisionLeavesOutTheSame(int d) {
    ColumnSums floatLoops = KernelChoice.kernels().floatColumnSums(d);
    assumeTrue(floatLoops != null, "these loops have no sums in single precision");
    double spread = d == 2 ? 12 : 4; // tiles a few sqrt(h) wide
    CentreTiles tiles = tiles(5000, d, spread, false);
    ColumnSums loops = KernelChoice.kernels().columnSums(d);
    ColumnPosterior posterior = new ColumnPosterior(tiles, loops, floatLoops);
    LocalMoments exact = new LocalMoments(d);
    LocalMoments single = new LocalMoments(d);
    int compared = 0;
    for (int q = 0; q < 50; q++) {
      double[] y = new Random(q).doubles(d, -1.1 * spread, 1.1 * spread).toArray();
      posterior.begin(y, 8, false);
      posterior.compute(true, exact);
      posterior.begin(y, 8, true);
      posterior.compute(true, single);
      if (posterior.isSingle() && exact.droppedRatio > 0) {
        compared++;
        assertEquals(exact.anchorEnergy, single.anchorEnergy);
        // what single precision may have changed comes on top: some 1e-5 of the trace
        double rounding = 1e-5 * (1 + exact.trace() + exact.droppedRatio);
        assertEquals(exact.droppedRatio, single.droppedRatio, rounding, "query " + q);
      }
    }
    assertTrue(compared > 10, "compared " + compared);
  }

  /**
   * A tile of centres at the query and all others at one distance, where the cut is sharp: a little
   * nearer they count, a little farther they are left out and have nearly the whole share that may
   * be. Also where those at the query are lighter.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 2})
  void theCutIsAShareOfTheSum(double lighter) {
    int others = 10 * SortedColumns.TILE;
    int n = SortedColumns.TILE + others;
    double share = 1e-2;
    double cut = Math.log(n / share) - Math.log(SortedColumns.TILE);
    for (double beyond : new double[] {-1e-3, 1e-3}) {
      double[] centres = new double[2 * n];
      double[] logs = new double[n];
      Arrays.fill(logs, 0, SortedColumns.TILE, -lighter);
      for (int i = SortedColumns.TILE; i < n; i++) {
        centres[2 * i] = Math.sqrt(2 * H * (lighter + cut + beyond));
      }
      CentreTiles tiles = new CentreTiles(new Mixture(centres, logs, n, 2, H), new PlainKernels());
      ColumnPosterior posterior = posterior(tiles);
      LocalMoments all = new LocalMoments(2);
      assertTrue(posterior.begin(new double[2], Double.POSITIVE_INFINITY, false));
      posterior.compute(true, all);
      LocalMoments moments = new LocalMoments(2);
      assertTrue(posterior.begin(new double[2], Math.log(n / share), false));
      posterior.compute(true, moments);
      double left = -Math.expm1(moments.logDensity - all.logDensity);
      double expected = beyond < 0 ? 0 : share * others / n;
      assertEquals(expected / (1 + expected), left, 2e-3 * share, "left out");
      double change = Math.abs(moments.covarianceRatio[0] - all.covarianceRatio[0]);
      assertTrue(change <= moments.droppedRatio, change + " is not bounded");
    }
  }

  /**
   * Exponents are right to 2^-24 times at most 32 where that is promised, and a sum of some hundred
   * numbers is right to a few roundings: 4e-6 is twice that.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void singlePrecisionKeepsSixDigitsWhereItIsUsed(int d) {
    ColumnSums floatLoops = KernelChoice.kernels().floatColumnSums(d);
    assumeTrue(floatLoops != null, "these loops have no sums in single precision");
    for (boolean weighted : new boolean[] {false, true}) {
      CentreTiles tiles = tiles(20_000, d, 3, weighted);
      ColumnSums loops = KernelChoice.kernels().columnSums(d);
      ColumnPosterior posterior = new ColumnPosterior(tiles, loops, floatLoops);
      LocalMoments single = new LocalMoments(d);
      LocalMoments exact = new LocalMoments(d);
      double[] third = new double[(d - 1) * (d - 1)];
      double[] exactThird = third.clone();
      double[] frame = new double[d * d];
      for (int k = 0; k < d; k++) {
        frame[k * (d + 1)] = 1;
      }
      double[] ones = {1, 1};
      for (int q = 0; q < 20; q++) {
        double[] y = new Random(q).doubles(d, -3.5, 3.5).toArray();
        posterior.begin(y, CUT, false);
        posterior.compute(true, exact);
        posterior.contract(frame, 1, ones, exactThird);
        assertFalse(posterior.isSingle());
        posterior.begin(y, CUT, true);
        posterior.compute(true, single);
        posterior.contract(frame, 1, ones, third);
        assertTrue(posterior.isSingle(), "query " + q);
        double trace = exact.trace();
        assertEquals(exact.logDensity, single.logDensity, 4e-6);
        for (int k = 0; k < d; k++) {
          assertEquals(exact.shift[k], single.shift[k], 4e-6 * Math.sqrt(H), "query " + q);
        }
        for (int k = 0; k < d * d; k++) {
          assertEquals(exact.covarianceRatio[k], single.covarianceRatio[k], 4e-6 * trace);
        }
        for (int k = 0; k < third.length; k++) {
          double size = Math.pow(H * trace, 1.5);
          assertEquals(exactThird[k], third[k], 4e-5 * size, "query " + q);
        }
      }
    }
  }

  /**
   * Weights of 1e-300 beside heavy ones out of reach. Rounded as they are, costs of 1,000 would
   * change weights by 2e-5 each; as differences they are small, and the digits those of equal
   * weights.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void singlePrecisionKeepsTheDigitsOfLightCentres(int d) {
    ColumnSums floatLoops = KernelChoice.kernels().floatColumnSums(d);
    assumeTrue(floatLoops != null, "these loops have no sums in single precision");
    int n = 64 * SortedColumns.TILE;
    Random random = new Random(d);
    double[] centres = random.doubles((long) n * d, -1, 1).toArray();
    double[] logs = random.doubles(n, -692, -690).toArray();
    for (int i = n / 2; i < n; i++) {
      centres[i * d] += 60;
      logs[i] += 690;
    }
    CentreTiles tiles = new CentreTiles(new Mixture(centres, logs, n, d, H), new PlainKernels());
    ColumnSums loops = KernelChoice.kernels().columnSums(d);
    ColumnPosterior posterior = new ColumnPosterior(tiles, loops, floatLoops);
    LocalMoments single = new LocalMoments(d);
    LocalMoments exact = new LocalMoments(d);
    for (int q = 0; q < 20; q++) {
      double[] y = new Random(q).doubles(d, -1, 1).toArray();
      posterior.begin(y, CUT, false);
      posterior.compute(true, exact);
      posterior.begin(y, CUT, true);
      posterior.compute(true, single);
      assertTrue(posterior.isSingle(), "query " + q);
      assertArrayEquals(exact.shift, single.shift, 1e-6 * Math.sqrt(H), "query " + q);
      double trace = exact.trace();
      assertArrayEquals(exact.covarianceRatio, single.covarianceRatio, 1e-6 * trace);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void boxesBoundEnergiesFromBelow(int d) {
    CentreTiles tiles = tiles(N, d, 3, true);
    ColumnSums loops = KernelChoice.kernels().columnSums(d);
    ColumnSums.View view = new ColumnSums.View(tiles.columns, H, loops.lanes());
    double[] bounds = new double[tiles.columns.low[0].length];
    double[] energies = new double[SortedColumns.TILE];
    for (int q = 0; q < 20; q++) {
      System.arraycopy(new Random(q).doubles(d, -5, 5).toArray(), 0, view.query, 0, d);
      loops.bounds(view, bounds);
      for (int t = 0; t < tiles.columns.tileCount; t++) {
        double least = loops.least(view, t, energies);
        assertEquals(Arrays.stream(energies).min().getAsDouble(), least, "tile " + t);
        assertTrue(bounds[t] <= least * (1 + 1e-14), bounds[t] + " " + least);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void queriesOutOfReachAreLeftToLists(int d) {
    ColumnPosterior posterior = posterior(tiles(N, d, 1, false));
    double[] far = new double[d];
    far[0] = 1e7;
    assertFalse(posterior.begin(far, CUT, false));
    far[0] = 1e4;
    assertTrue(posterior.begin(far, CUT, false));
  }
}
