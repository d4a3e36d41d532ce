package dev.arete.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.testkit.check.Check;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Eigensystems of the backend beside those of cuSOLVER. Runs on a device, where NVIDIA's library is
 * installed; elsewhere it is skipped with the reason.
 */
@OnEmulator(onDevice = true)
class SecondOpinionTest {
  private static double[] symmetric(int order) {
    Random random = new Random(order);
    double[] matrix = new double[order * order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * order + j] = random.nextGaussian();
        matrix[j * order + i] = matrix[i * order + j];
      }
    }
    return matrix;
  }

  /** Both are exact for a matrix within a modest multiple of n u |A| of A; then Weyl's theorem. */
  @ParameterizedTest
  @ValueSource(ints = {2, 16, 33, 128, 129, 200, 300})
  void eigenvaluesAgree(int order) {
    assumeTrue(OnEmulator.Loader.onRealDevice(), "the emulator runs no library of NVIDIA");
    CudaAlgebra algebra = new CudaAlgebra();
    assumeTrue(algebra.probe().usable(), algebra.probe().detail());
    double[] matrix = symmetric(order);
    double[] own = new double[order];
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cuda"))) {
      compute.symmetricEigen().decompose(matrix, order, own, new double[matrix.length]);
    }
    double[] theirs = new double[order];
    algebra.symmetricEigen(matrix, order, theirs, new double[matrix.length]);
    double norm = Math.max(Math.abs(own[0]), Math.abs(own[order - 1]));
    Arrays.sort(own);
    for (int i = 0; i < order; i++) {
      Check.close("eigenvalue " + i, own[i], theirs[i], 16 * order * 0x1p-53 * norm);
    }
  }
}
