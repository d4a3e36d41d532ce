package dev.arete.internal.eigen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ritz values and residual bounds against matrices whose eigensystem is known. */
class BlockKrylovTest {
  private static SymmetricOperator diagonal(double[] values) {
    int d = values.length;
    return (x, from, count, out, outFrom) -> {
      for (int j = 0; j < count; j++) {
        for (int k = 0; k < d; k++) {
          out[outFrom + j * d + k] = values[k] * x[from + j * d + k];
        }
      }
    };
  }

  private static BlockKrylov space(int d, int capacity, int block) {
    return new BlockKrylov(d, capacity, block, BlockLoops.plain(), RowLoops.plain());
  }

  private static void addRandom(BlockKrylov space, int d, int rows) {
    double[] random = new Random(4).doubles((long) rows * d, -1, 1).toArray();
    for (int j = 0; j < rows; j++) {
      space.add(random, j * d);
    }
  }

  private static double[] falling(int d, double ratio) {
    double[] values = new double[d];
    for (int k = 0; k < d; k++) {
      values[k] = Math.pow(ratio, k);
    }
    return values;
  }

  /** What the bound says of a pair holds for the vector that is handed out. */
  @ParameterizedTest
  @CsvSource({"60, 0.9, 6, 4", "90, 0.8, 8, 3", "75, 0.5, 5, 2"})
  void boundsItsResiduals(int d, double ratio, int block, int steps) {
    double[] values = falling(d, ratio);
    BlockKrylov space = space(d, d + block, block);
    space.clear();
    addRandom(space, d, block);
    for (int i = 0; i < steps; i++) {
      space.expand(diagonal(values), 1e-15);
    }
    space.solve();
    double[] vectors = new double[block * d];
    double[] products = new double[block * d];
    space.vectors(block, vectors);
    diagonal(values).apply(vectors, 0, block, products, 0);
    for (int j = 0; j < block; j++) {
      double squares = 0;
      for (int k = 0; k < d; k++) {
        double off = products[j * d + k] - space.value(j) * vectors[j * d + k];
        squares += off * off;
      }
      double residual = Math.sqrt(squares);
      // without what was dropped the bound is the residual itself, to rounding
      assertEquals(residual, space.residual(j), 1e-13 + 1e-9 * residual);
      assertTrue(space.value(j) <= values[j] + 1e-14, "a Ritz value is no more than its value");
    }
  }

  @Test
  void findsClustersUpToTheBlock() {
    double[] values = falling(80, 0.7);
    values[1] = values[0];
    values[2] = values[0];
    BlockKrylov space = space(80, 90, 5);
    space.clear();
    addRandom(space, 80, 5);
    while (space.isExpandable()) {
      space.expand(diagonal(values), 1e-15);
    }
    space.solve();
    assertEquals(1, space.value(0), 1e-13);
    assertEquals(1, space.value(2), 1e-13);
    assertEquals(values[3], space.value(3), 1e-13);
  }

  /** Rank three: the space is complete after two steps, and nothing is left in its residuals. */
  @Test
  void endsWithTheRank() {
    double[] values = new double[70];
    values[10] = 3;
    values[20] = 2;
    values[30] = 1e-3;
    BlockKrylov space = space(70, 80, 6);
    space.clear();
    addRandom(space, 70, 6);
    int steps = 0;
    while (space.isExpandable()) {
      space.expand(diagonal(values), 1e-14);
      steps++;
    }
    space.solve();
    assertTrue(space.isComplete());
    assertTrue(steps <= 3, steps + " steps");
    assertEquals(3, space.value(0), 1e-13);
    assertEquals(2, space.value(1), 1e-13);
    assertEquals(1e-3, space.value(2), 1e-13);
    assertEquals(0, space.value(3), 1e-13);
    assertTrue(space.residual(0) <= 1e-13);
  }

  /** Directions that were leading once are no obstacle: random ones beside them find the new. */
  @Test
  void freshVectorsFindWhatKnownDirectionsMiss() {
    int d = 100;
    double[] values = falling(d, 0.9);
    BlockKrylov space = space(d, d + 12, 12);
    space.clear();
    double[] wrong = new double[6 * d];
    for (int j = 0; j < 6; j++) {
      wrong[j * d + 10 + j] = 1; // eigenvectors all, but not the first
      space.add(wrong, j * d);
    }
    addRandom(space, d, 6);
    for (int i = 0; i < 8; i++) {
      space.expand(diagonal(values), 1e-15);
    }
    space.solve();
    assertEquals(1, space.value(0), 1e-9);
    assertEquals(0.9, space.value(1), 1e-7);
  }

  @Test
  void componentsAndBack() {
    int d = 50;
    BlockKrylov space = space(d, 60, 5);
    space.clear();
    double[] x = new Random(5).doubles(d, -1, 1).toArray();
    space.add(x, 0);
    addRandom(space, d, 4);
    space.expand(diagonal(falling(d, 0.8)), 1e-15);
    space.expand(diagonal(falling(d, 0.8)), 1e-15);
    space.solve();
    double[] components = new double[space.order()];
    double[] back = new double[d];
    space.project(x, components);
    space.expand(components, back);
    for (int k = 0; k < d; k++) {
      assertEquals(x[k], back[k], 1e-14, "a vector of the first block lies in the space");
    }
  }
}
