package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.spi.Mixture;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops of this process (the build runs this class with both kinds) against simple ones. */
class KernelsTest {
  private static final int ROWS = 45;
  private static final int FROM = 3;
  private static final double H = 0.3;

  private final Kernels kernels = KernelChoice.kernels();

  private static CentreTiles tiles(int d) {
    double[] centres = new Random(d).doubles((long) ROWS * d, -2, 2).toArray();
    return new CentreTiles(new Mixture(centres, null, ROWS, d, H), new PlainKernels());
  }

  private static Kernels.Sight sight(CentreTiles tiles) {
    Kernels.Sight sight = new Kernels.Sight(tiles);
    for (int k = 0; k < tiles.dimension; k++) {
      sight.anchor[k] = tiles.rows[k];
      sight.query[k] = 0.1 * k % 1.7;
      sight.fromQuery[k] = sight.anchor[k] - sight.query[k];
      sight.twice[k] = 2 * sight.fromQuery[k];
    }
    return sight;
  }

  private static int[] scattered() {
    return IntStream.range(0, ROWS).map(i -> i * 7 % ROWS).toArray();
  }

  private static double[] weights() {
    return new Random(1).doubles(64, 0, 1).toArray();
  }

  @Test
  void theProcessUsesTheLoopsItWasStartedFor() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    boolean plain = "plain".equals(System.getProperty(KernelChoice.PROPERTY));
    assertEquals(vectors && !plain, kernels.name().startsWith("vectors"), kernels.name());
    assertInstanceOf(PlainKernels.class, KernelChoice.choose("plain"));
  }

  /** The least exponents are those that give 0; nothing else may. */
  @Test
  void exponentialsAreRightToTheLastPlaces() {
    int n = 1 << 14;
    double[] energies = new double[n + Kernels.PADDING];
    Random random = new Random(5);
    for (int i = 0; i < n; i++) {
      energies[i] = i % 2 == 0 ? 707 * random.nextDouble() : 2 * random.nextDouble() - 1;
    }
    double[] weights = new double[energies.length];
    kernels.exponentials(energies, 0, 0, n - 3, weights);
    for (int i = 0; i < n - 3; i++) {
      double expected = StrictMath.exp(-energies[i]);
      double error = Math.abs(weights[i] - expected) / Math.ulp(expected);
      assertTrue(error <= 2, "exp(" + -energies[i] + ") is off by " + error + " ulps");
    }
  }

  @Test
  void exponentialsFarBelowTheBaseVanish() {
    double[] energies = new double[Kernels.PADDING];
    double[] special = {0, 745.5, 1e4, 1e300, Double.POSITIVE_INFINITY, -1, 709, 3};
    System.arraycopy(special, 0, energies, 0, special.length);
    double[] weights = new double[energies.length];
    kernels.exponentials(energies, 0, 0, special.length, weights);
    assertEquals(1, weights[0]);
    for (int i = 1; i < 5; i++) {
      assertEquals(0, weights[i], "energy " + special[i]);
    }
    assertEquals(Math.E, weights[5], 2 * Math.ulp(Math.E));
    assertTrue(weights[6] >= 0 && weights[6] < 2e-308, "beyond 708 it may be 0: " + weights[6]);
    kernels.exponentials(energies, -1, 0, special.length, weights);
    assertEquals(1, weights[5]);
    assertEquals(Math.exp(-4), weights[7], 2 * Math.ulp(Math.exp(-4)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 64})
  void energiesAreTheDifferenceOfSquares(int d) {
    CentreTiles tiles = tiles(d);
    Kernels.Sight sight = sight(tiles);
    int[] indices = scattered();
    double[] out = new double[64];
    kernels.energies(sight, indices, FROM, ROWS, out);
    for (int i = FROM; i < ROWS; i++) {
      double expected = 0;
      for (int k = 0; k < d; k++) {
        double to = tiles.rows[indices[i] * d + k] - sight.query[k];
        expected += (to * to - sight.fromQuery[k] * sight.fromQuery[k]) / (2 * H);
      }
      assertEquals(expected, out[i], 1e-13 * d, "row " + i);
    }
    assertEquals(0, out[FROM - 1]);
    assertEquals(0, out[ROWS]);
    double[] alone = new double[64];
    kernels.energies(sight, indices, ROWS - 2, ROWS - 1, alone);
    assertEquals(out[ROWS - 2], alone[ROWS - 2], "an energy depends on its neighbours");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 15, 16, 17, 31, 32, 33, 64})
  void sumsAgreeWithSimpleLoops(int d) {
    CentreTiles tiles = tiles(d);
    Kernels.Sight sight = sight(tiles);
    int[] indices = scattered();
    double[] weights = weights();
    double[] mean = new double[d];
    int odd = FROM + 5;
    kernels.addFirst(sight, indices, weights, FROM, odd, mean);
    kernels.addFirst(sight, indices, weights, odd, odd + 1, mean);
    kernels.addFirst(sight, indices, weights, odd + 1, ROWS, mean);
    double[] centre = new Random(2).doubles(d).toArray();
    int width = (d + kernels.columns() - 1) / kernels.columns() * kernels.columns();
    double[] panel = new double[ROWS * width];
    double[] triangle = new double[width * width];
    double[] roots = java.util.Arrays.stream(weights).map(Math::sqrt).toArray();
    kernels.fillPanel(sight, indices, roots, FROM, ROWS, centre, panel, width);
    kernels.addProducts(panel, ROWS - FROM, width, triangle);
    for (int a = 0; a < d; a++) {
      double first = 0;
      double[] second = new double[d];
      for (int i = FROM; i < ROWS; i++) {
        double offset = tiles.rows[indices[i] * d + a] - sight.anchor[a];
        first += weights[i] * offset;
        for (int b = 0; b <= a; b++) {
          double other = tiles.rows[indices[i] * d + b] - sight.anchor[b];
          double x = offset * sight.unit - centre[a];
          second[b] += weights[i] * x * (other * sight.unit - centre[b]);
        }
      }
      assertEquals(first, mean[a], 1e-13, "mean " + a);
      for (int b = 0; b <= a; b++) {
        assertEquals(second[b], triangle[a * width + b], 1e-11, "second " + a + ", " + b);
      }
    }
  }

  /** Axes from one on to another, in the second of two blocks, beside what is left alone. */
  @ParameterizedTest
  @CsvSource({"1, 0, 1", "2, 0, 2", "7, 0, 7", "7, 3, 7", "9, 8, 9", "64, 8, 64", "70, 2, 69"})
  void squaresAgreeWithSimpleLoops(int d, int from, int to) {
    int block = Kernels.PADDING;
    Random random = new Random(d);
    float[] x = floats(random, 2 * block * d);
    float[] y = floats(random, d);
    float[] sums = floats(random, 3 * block);
    float[] before = sums.clone();
    float least = Float.POSITIVE_INFINITY;
    float actual = kernels.addSquares(x, block * d, from, to, y, sums, block);
    for (int i = 0; i < sums.length; i++) {
      double expected = before[i];
      boolean isInside = i >= block && i < 2 * block;
      for (int k = from; k < to && isInside; k++) {
        double difference = x[block * d + k * block + i - block] - y[k];
        expected += difference * difference;
      }
      assertEquals(expected, sums[i], isInside ? (d + 5) * 0x1p-24 * expected : 0);
      least = isInside ? Math.min(least, sums[i]) : least;
    }
    assertEquals(least, actual);
  }

  private static float[] floats(Random random, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }
}
