package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairBandsTest {
  private static final Kernels KERNELS = KernelChoice.kernels();

  /** Coordinates are primes, whose products tell which two they are of. */
  private static double[] primes(int count) {
    double[] primes = new double[count];
    int found = 0;
    for (int n = 2; found < count; n++) {
      int candidate = n;
      if (Arrays.stream(primes, 0, found).noneMatch(p -> candidate % p == 0)) {
        primes[found++] = n;
      }
    }
    return primes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 7, 8, 9, 16, 31, 32, 33, 63, 64})
  void everyProductIsInItsPlace(int d) {
    PairBands bands = new PairBands(d, KERNELS);
    double[] x = primes(d);
    int centres = 3;
    double[] circle = new double[centres * bands.circle + Kernels.PADDING];
    for (int i = 0; i < centres * bands.circle; i++) {
      circle[i] = (1 + i / bands.circle) * x[i % bands.circle % d];
    }
    boolean[] seen = new boolean[d * d];
    double[] out = new double[centres * bands.width + Kernels.PADDING];
    for (int band = 0; band < bands.count; band++) {
      KERNELS.fillPairs(circle, centres, bands, band, out);
      for (int row = bands.first(band); row < bands.first(band + 1); row++) {
        int column = bands.column(row) - band * bands.width;
        for (int a = 0; a < bands.length(row); a++) {
          int b = (a + row) % d;
          for (int i = 0; i < centres; i++) {
            double expected = (1 + i) * x[a] * ((1 + i) * x[b]);
            assertEquals(expected, out[i * bands.width(band) + column + a], row + ", " + a);
          }
          assertTrue(!seen[a * d + b] && (a == b || !seen[b * d + a]), a + ", " + b);
          seen[a * d + b] = true;
        }
      }
    }
    int pairs = 0;
    for (boolean pair : seen) {
      pairs += pair ? 1 : 0;
    }
    assertEquals(d * (d + 1) / 2, pairs);
    assertTrue(pairs <= bands.total());
  }
}
