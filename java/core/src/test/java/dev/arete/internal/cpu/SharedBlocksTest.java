package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Precision;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.Mixture;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sums that queries share are given up for lists. */
class SharedBlocksTest {
  private final Kernels kernels = KernelChoice.kernels();

  /** Asked of numbers, not of centres: nothing of this size is allocated. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 17, 64})
  void aCopyOfTheCentresTakesAtMost128MiB(int d) {
    long width = SharedSums.padded(d, kernels);
    int most = (int) ((128L << 20) / Double.BYTES / width);
    assertTrue(SharedBlocks.isFor(most, d, kernels), most + " rows of " + width);
    assertFalse(SharedBlocks.isFor(most + 1, d, kernels), most + 1 + " rows of " + width);
    assertFalse(SharedBlocks.isFor(Integer.MAX_VALUE, d, kernels), "more than an int of numbers");
  }

  @Test
  void dimensionsAreBounded() {
    assertTrue(SharedBlocks.isFor(1, SharedSums.MAX_DIMENSION, kernels));
    assertFalse(SharedBlocks.isFor(1, SharedSums.MAX_DIMENSION + 1, kernels));
  }

  /** Single precision refines lists, and has nothing to refine where sums are shared. */
  @ParameterizedTest
  @ValueSource(ints = {SharedSums.MAX_DIMENSION, SharedSums.MAX_DIMENSION + 1})
  void anEvaluatorAsks(int d) {
    double[] centres = new Random(d).doubles(100L * d).toArray();
    CentreTiles tiles = new CentreTiles(new Mixture(centres, null, 100, d, d), new PlainKernels());
    ListEvaluator evaluator =
        new ListEvaluator(tiles, kernels, new BackendOptions(Precision.FP32, 0, 1, 1 << 24), 1);
    evaluator.load(0, tiles.origin, 0); // in the middle, where every centre carries weight
    evaluator.compute(1, SecondMoments.MATRIX);
    assertEquals(SharedBlocks.isFor(tiles, kernels), !evaluator.isRefinable(0));
  }
}
