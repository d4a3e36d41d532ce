package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.DeviceException;
import dev.arete.spi.DenseAlgebra;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.check.EigenRatios;
import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.EmulatorLibrary;
import dev.arete.testkit.emulator.Mode;
import java.util.Random;
import java.util.ServiceLoader;

/** A JVM that finds libraries under NVIDIA's names; {@link CudaAlgebraTest} starts it. */
final class AlgebraProbe {
  private static final double ULP = 0x1p-53;

  private AlgebraProbe() {}

  /** Checks results; with arguments, that a call fails with a message. Ends with 0 if all holds. */
  public static void main(String[] expected) {
    EmulatorLibrary.ofKernels(Mode.FAST).load();
    Emulator.defer(true);
    DenseAlgebra algebra =
        ServiceLoader.load(DenseAlgebra.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("cuda"))
            .findFirst()
            .orElseThrow();
    Check.holds(algebra.probe().usable(), algebra.probe().detail());
    if (expected.length == 0) {
      results(algebra);
    } else {
      failure(algebra, expected[0], expected[1]);
    }
    assertEquals(0, Emulator.liveBytes());
    assertEquals(0, Emulator.livePinnedAllocations());
    assertEquals(0, Emulator.liveContexts());
  }

  private static void results(DenseAlgebra algebra) {
    for (int order : new int[] {1, 2, 3, 16, 33, 60}) {
      eigensystem(algebra, order);
      for (int count : new int[] {0, 1, 5, 64}) {
        outerProducts(algebra, count, order);
      }
    }
  }

  private static double[] numbers(long seed, int count) {
    return new Random(seed).doubles(count, -1, 1).toArray();
  }

  /** 30: the threshold of LAPACK's own tests. */
  private static void eigensystem(DenseAlgebra algebra, int order) {
    double[] matrix = numbers(order, order * order);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < i; j++) {
        matrix[j * order + i] = matrix[i * order + j];
      }
    }
    double[] kept = matrix.clone();
    double[] values = new double[order];
    double[] vectors = new double[order * order];
    algebra.symmetricEigen(matrix, order, values, vectors);
    assertArrayEquals(kept, matrix);
    double residual = EigenRatios.residual(matrix, values, vectors, ULP);
    double orthogonality = EigenRatios.orthogonality(vectors, order, ULP);
    Check.holds(residual <= 30 && orthogonality <= 30, "ratios", order, residual, orthogonality);
  }

  /** At most 65 products of size 1 in another order. */
  private static void outerProducts(DenseAlgebra algebra, int count, int order) {
    double[] rows = numbers(count, count * order);
    double[] before = numbers(7, order * order);
    double[] sum = before.clone();
    algebra.addOuterProducts(rows, count, order, sum);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        double entry = before[i * order + j];
        for (int r = 0; r < count && j <= i; r++) {
          entry += rows[r * order + i] * rows[r * order + j];
        }
        double tolerance = j <= i ? 65 * 65 * ULP : 0;
        Check.close("entry " + i + ", " + j, sum[i * order + j], entry, tolerance);
      }
    }
  }

  private static void failure(DenseAlgebra algebra, String call, String message) {
    double[] numbers = {1};
    try {
      algebra.addOuterProducts(numbers, 1, 1, new double[1]);
      algebra.symmetricEigen(numbers, 1, new double[1], new double[1]);
    } catch (DeviceException e) {
      assertEquals(call, e.call());
      assertEquals(message, e.getMessage());
      return;
    }
    throw new AssertionError(call + " did not fail");
  }
}
