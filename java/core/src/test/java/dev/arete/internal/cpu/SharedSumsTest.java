package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.Mixture;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums that queries share, with the loops this process has, against those over lists. */
class SharedSumsTest {
  private static final int LANES = 7;

  private final Kernels kernels = KernelChoice.kernels();

  private static CentreTiles tiles(int n, int d, double h, double offset, boolean weighted) {
    Random random = new Random(d);
    double[] centres = new double[n * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = offset + random.nextGaussian();
    }
    double[] logs = weighted ? random.doubles(n, -8, 0).toArray() : null;
    return new CentreTiles(new Mixture(centres, logs, n, d, h), new PlainKernels());
  }

  private static double[] query(CentreTiles tiles, int lane) {
    double[] y = new double[tiles.dimension];
    Random random = new Random(lane);
    for (int k = 0; k < y.length; k++) {
      y[k] = tiles.origin[k] + random.nextGaussian();
    }
    return y;
  }

  private ListEvaluator evaluator(CentreTiles tiles) {
    return new ListEvaluator(
        tiles, kernels, new BackendOptions(Precision.FP64, 0, 1, 1 << 24), LANES);
  }

  /** One lane with lists, as it is used where moments are refined. */
  private LocalMoments listed(CentreTiles tiles, double[] y) {
    ListEvaluator evaluator = evaluator(tiles);
    evaluator.load(0, y, 0);
    evaluator.refine(0, SecondMoments.MATRIX);
    return evaluator.moments(0);
  }

  /** Both sums have the rounding of energies; 1e-13 is some hundred units of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 8, 13, 16, 31, 32, 33, 64})
  void sharedSumsAgreeWithLists(int d) {
    for (boolean weighted : new boolean[] {false, true}) {
      for (int n : new int[] {1, 32, 331}) {
        CentreTiles tiles = tiles(n, d, 1.5 * d, 3, weighted);
        ListEvaluator evaluator = evaluator(tiles);
        for (int lane = 0; lane < LANES; lane++) {
          evaluator.load(lane, query(tiles, lane), 0);
        }
        evaluator.compute(LANES, SecondMoments.MATRIX);
        for (int lane = 0; lane < LANES; lane++) {
          assertFalse(evaluator.isRefinable(lane));
          String where = "n " + n + ", lane " + lane;
          LocalMoments shared = evaluator.moments(lane);
          LocalMoments listed = listed(tiles, query(tiles, lane));
          assertEquals(listed.logDensity, shared.logDensity, 1e-13 * d, where);
          double all = listed.effectiveNeighbours;
          assertEquals(all, shared.effectiveNeighbours, 1e-13 * all, where);
          assertArrayEquals(listed.shift, shared.shift, 1e-13, where);
          assertArrayEquals(listed.covarianceRatio, shared.covarianceRatio, 1e-13, where);
          assertTrue(shared.droppedRatio >= 0 && shared.droppedRatio < 1e-14 * (1 + d), where);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 32})
  void aQueryDoesNotDependOnTheOthers(int d) {
    CentreTiles tiles = tiles(700, d, d, 0, true);
    ListEvaluator together = evaluator(tiles);
    for (int lane = 0; lane < LANES; lane++) {
      together.load(lane, query(tiles, lane), 0);
    }
    together.compute(LANES, SecondMoments.MATRIX);
    ListEvaluator alone = evaluator(tiles);
    for (int lane = 0; lane < LANES; lane++) {
      alone.load(0, query(tiles, lane), 0);
      alone.compute(1, SecondMoments.MATRIX);
      assertEquals(together.moments(lane).logDensity, alone.moments(0).logDensity);
      assertArrayEquals(together.moments(lane).shift, alone.moments(0).shift);
      assertArrayEquals(
          together.moments(lane).covarianceRatio, alone.moments(0).covarianceRatio, "lane " + lane);
    }
  }

  /** Two clusters far apart: about their common mean the moments of one would lose digits. */
  @Test
  void clustersAwayFromTheMeanAreSummedOverLists() {
    int n = 200;
    double[] centres = new Random(3).doubles(4L * n, -1e-3, 1e-3).toArray();
    for (int i = 0; i < n / 4; i++) {
      centres[4 * i] += 7;
    }
    CentreTiles tiles = new CentreTiles(new Mixture(centres, null, n, 4, 1), new PlainKernels());
    double[] y = {0.1, 0, 0, 0};
    ListEvaluator evaluator = evaluator(tiles);
    evaluator.load(0, y, 0);
    evaluator.compute(1, SecondMoments.MATRIX);
    LocalMoments listed = listed(tiles, y);
    assertArrayEquals(listed.covarianceRatio, evaluator.moments(0).covarianceRatio);
    assertTrue(listed.trace() < 1e-5, "one cluster only: " + listed.trace());
  }

  @Test
  void thirdMomentsAreThoseOfLists() {
    CentreTiles tiles = tiles(300, 5, 4, 0, false);
    double[] y = query(tiles, 0);
    ListEvaluator shared = evaluator(tiles);
    shared.load(0, y, 0);
    shared.compute(1, SecondMoments.MATRIX);
    ListEvaluator lists = evaluator(tiles);
    lists.load(0, y, 0);
    lists.refine(0, SecondMoments.MATRIX);
    double[] frame = new double[25];
    for (int k = 0; k < 5; k++) {
      frame[k * 6] = 1;
    }
    double[] coefficients = {1, 2, 3, 4, 5, 6};
    double[] expected = new double[9];
    double[] third = new double[9];
    lists.posterior(0).contract(frame, 2, coefficients, expected);
    shared.posterior(0).contract(frame, 2, coefficients, third);
    assertArrayEquals(expected, third, 1e-12);
    assertTrue(expected[0] != 0);
  }
}
