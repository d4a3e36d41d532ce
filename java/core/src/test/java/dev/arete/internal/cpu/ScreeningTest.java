package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.spi.Mixture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreeningTest {
  private static final double CUT = 25;
  private static final Kernels KERNELS = new PlainKernels();

  /** Energies in double, exact enough beside single precision. */
  private static double energy(CentreTiles tiles, double[] query, int i) {
    double sum = 0;
    for (int k = 0; k < tiles.dimension; k++) {
      double difference = tiles.rows[i * tiles.dimension + k] - query[k];
      sum += difference * difference;
    }
    return sum / (2 * tiles.variance) - tiles.logWeight(i);
  }

  /**
   * Checks that what is missing has no more weight than is said and may be, and returns how many
   * candidates there are beyond the cut.
   */
  private static int checkMissingWeight(CentreTiles tiles, Candidates candidates) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < tiles.count; i++) {
      least = Math.min(least, energy(tiles, candidates.query, i));
    }
    boolean[] taken = new boolean[tiles.count];
    for (int i = 0; i < candidates.size; i++) {
      int index = candidates.indices[i];
      assertTrue(!taken[index], "taken twice");
      assertTrue(i == 0 || index > candidates.indices[i - 1], "not in order");
      taken[index] = true;
    }
    double missing = 0;
    int within = 0;
    for (int i = 0; i < tiles.count; i++) {
      double above = energy(tiles, candidates.query, i) - least;
      missing += taken[i] ? 0 : Math.exp(-above);
      within += taken[i] && above <= CUT ? 1 : 0;
    }
    double allowed = tiles.count * Math.exp(-CUT);
    // energies here carry rounding of 1e-9 relative where the offset is 1e6 and more
    assertTrue(missing <= candidates.droppedMass() * (1 + 1e-6), "missing " + missing);
    assertTrue(candidates.droppedMass() <= allowed * (1 + 1e-12), "dropped too much");
    return candidates.size - within;
  }

  private static Mixture mixture(int n, int d, double offset, double h, boolean weighted) {
    Random random = new Random(n + d);
    double[] centres = new double[n * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = offset + 5 * random.nextGaussian();
    }
    double[] logs = weighted ? random.doubles(n, -30, 0).toArray() : null;
    return new Mixture(centres, logs, n, d, h);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 1", "511, 1, 0, 1e-3", "513, 2, 0, 1e-2", "1537, 3, 1e6, 1e-2",
    "1537, 2, 1e6, 1e-6", "700, 4, -1e3, 1", "700, 5, 0, 4", "900, 6, 0, 100",
    "500, 7, 3, 2", "300, 32, 0, 1", "130, 1024, 0, 9", "2000, 2, 1e8, 1e-9"
  })
  void noWeightBeyondTheBoundIsMissed(int n, int d, double offset, double h) {
    for (boolean weighted : new boolean[] {false, true}) {
      CentreTiles tiles = new CentreTiles(mixture(n, d, offset, h, weighted), KERNELS);
      Candidates[] lanes = new Candidates[7];
      Random random = new Random(9);
      for (int q = 0; q < lanes.length; q++) {
        double[] y = new double[d];
        double spread = q == 0 ? 0 : Math.pow(10, q - 3);
        for (int k = 0; k < d; k++) {
          y[k] = tiles.rows[q % n * d + k] + spread * Math.sqrt(h) * random.nextGaussian();
        }
        lanes[q] = new Candidates(tiles);
        lanes[q].start(y, 0, CUT, false);
      }
      new Screening(tiles, KERNELS, lanes.length).run(lanes, lanes.length);
      for (Candidates lane : lanes) {
        checkMissingWeight(tiles, lane);
      }
    }
  }

  @Test
  void littleMoreIsTakenThanNeeded() {
    CentreTiles tiles = new CentreTiles(mixture(20_000, 2, 1e6, 0.01, false), KERNELS);
    Candidates lane = new Candidates(tiles);
    lane.start(new double[] {1e6, 1e6}, 0, CUT, false);
    new Screening(tiles, KERNELS, 1).run(new Candidates[] {lane}, 1);
    int surplus = checkMissingWeight(tiles, lane);
    assertTrue(lane.size > 10 && surplus <= lane.size / 100, lane.size + " taken, " + surplus);
  }

  /** A cut that falls ends a margin behind the centres it is to reach, and nothing is missed. */
  @ParameterizedTest
  @CsvSource({"3000, 2, 1e-3", "3000, 5, 0.01", "2000, 32, 0.001", "300, 3, 1e-6", "5000, 12, 1"})
  void aCutMayFall(int n, int d, double h) {
    int rows = 9;
    double floor = 30;
    for (boolean weighted : new boolean[] {false, true}) {
      CentreTiles tiles = new CentreTiles(mixture(n, d, 0, h, weighted), KERNELS);
      Random random = new Random(4);
      for (double widest : new double[] {1e3, 1e5, 1e8}) {
        double[] y = new double[d];
        for (int k = 0; k < d; k++) {
          y[k] = tiles.rows[k] + 3 * random.nextGaussian();
        }
        Candidates lane = new Candidates(tiles);
        lane.start(y, 0, widest, false);
        lane.shrink(rows, 20, floor);
        new Screening(tiles, KERNELS, 1).run(new Candidates[] {lane}, 1);
        checkFallenCut(tiles, lane, widest, rows, floor);
      }
    }
  }

  private static void checkFallenCut(
      CentreTiles tiles, Candidates lane, double widest, int rows, double floor) {
    double[] energies = new double[tiles.count];
    for (int i = 0; i < tiles.count; i++) {
      energies[i] = energy(tiles, lane.query, i);
    }
    double[] sorted = energies.clone();
    Arrays.sort(sorted);
    boolean[] taken = new boolean[tiles.count];
    for (int i = 0; i < lane.size; i++) {
      taken[lane.indices[i]] = true;
    }
    double rounding = 1e-4 * (1 + sorted[rows - 1]);
    for (int i = 0; i < tiles.count; i++) {
      boolean isWithin = energies[i] - sorted[0] < lane.cut() - rounding;
      assertTrue(taken[i] || !isWithin, "missed " + energies[i]);
    }
    double wanted = Math.max(floor, sorted[rows - 1] - sorted[0] + 20);
    assertTrue(lane.cut() >= Math.min(widest, wanted) - rounding, "cut " + lane.cut());
  }

  @Test
  void everyCentreIsTakenWhereFloatsCannotTell() {
    Mixture mixture = new Mixture(new double[] {-1e20, 1e20, 0}, null, 3, 1, 1e-6);
    CentreTiles tiles = new CentreTiles(mixture, KERNELS);
    Candidates lane = new Candidates(tiles);
    lane.start(new double[] {5}, 0, CUT, false);
    new Screening(tiles, KERNELS, 1).run(new Candidates[] {lane}, 1);
    assertEquals(3, lane.size);
  }

  /** A lane that took all centres of a far query lists as many of a query where all are near. */
  @Test
  void aLaneThatTookAllCanListAll() {
    CentreTiles tiles = new CentreTiles(mixture(1135, 3, 0, 1e6, false), KERNELS);
    Candidates lane = new Candidates(tiles);
    for (double y : new double[] {1e30, 0}) {
      lane.start(new double[] {y, y, y}, 0, CUT, false);
      new Screening(tiles, KERNELS, 1).run(new Candidates[] {lane}, 1);
      assertEquals(1135, lane.size);
    }
  }
}
