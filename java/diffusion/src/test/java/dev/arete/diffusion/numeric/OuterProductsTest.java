package dev.arete.diffusion.numeric;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OuterProductsTest {
  /** Orders around the tile of 256, with odd ends; rows around the block of 128. */
  @Test
  void agreesWithThePlainSum() {
    for (int order : new int[] {1, 2, 255, 256, 257, 515}) {
      for (int count : new int[] {4, 132}) {
        double[] rows = new double[order * count];
        new NormalStream(order).fill(0, 0, count, order, rows);
        OuterProducts sum = new OuterProducts(order);
        sum.add(rows, count);
        sum.add(rows, count);
        double[] matrix = sum.matrix();
        for (int i : new int[] {0, order / 2, order - 1}) {
          for (int j = 0; j < order; j++) {
            double expected = 0;
            for (int r = 0; r < count; r++) {
              expected += 2 * rows[r * order + i] * rows[r * order + j];
            }
            // Sums of 264 products of size about 1 in another order.
            assertNear(
                expected, matrix[i * order + j], 264 * 264 * 0x1p-52, order + " " + i + " " + j);
          }
        }
      }
    }
  }

  @Test
  void raggedBlocksAreRefused() {
    OuterProducts sum = new OuterProducts(3);
    assertEquals(
        "the number of rows must be a multiple of 4, got 5",
        assertThrows(IllegalArgumentException.class, () -> sum.add(new double[15], 5))
            .getMessage());
  }

  /**
   * A call takes 2^24 entries, blocks here have a quarter of it: two calls are full, one is not.
   */
  @Test
  void aLibraryGetsManyRowsAtATime() {
    int order = 3;
    int count = (1 << 22) / order / 4 * 4;
    double[] rows = new double[order * count];
    Arrays.fill(rows, 1);
    PlainAlgebra library = new PlainAlgebra();
    OuterProducts sum = new OuterProducts(order, Optional.of(library));
    for (int block = 0; block < 9; block++) {
      sum.add(rows, count);
    }
    assertEquals(2, library.calls);
    double[] matrix = sum.matrix();
    assertEquals(3, library.calls);
    for (double entry : matrix) {
      assertEquals(9.0 * count, entry); // ones: every sum is exact
    }
    assertEquals(9.0 * count, sum.matrix()[0]);
    assertEquals(3, library.calls);
  }
}
