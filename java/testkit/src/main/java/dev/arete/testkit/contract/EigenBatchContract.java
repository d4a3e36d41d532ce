package dev.arete.testkit.contract;

import dev.arete.SymmetricEigen;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.check.EigenRatios;
import dev.arete.testkit.data.Spectra;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The eigensolver as a batched operation: each matrix of each batch, and nothing beside it. */
public abstract class EigenBatchContract extends Contract {
  private static double[] batch(int n, int count) {
    double[] out = new double[count * n * n];
    for (int b = 0; b < count; b++) {
      System.arraycopy(Spectra.random(n, 7 * b + n), 0, out, b * n * n, n * n);
    }
    return out;
  }

  /** A batch gives each matrix the bits it gets alone, whatever ran before. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 17, 33})
  void batchSizesMayChange(int n) {
    SymmetricEigen eigen = compute().symmetricEigen();
    for (int count : new int[] {1, 33, 2, 0, 128, 5, 65, 1}) {
      double[] matrices = batch(n, count);
      double[] values = new double[count * n];
      double[] vectors = new double[count * n * n];
      Arrays.fill(values, Double.NaN);
      Arrays.fill(vectors, Double.NaN);
      eigen.decompose(matrices, n, values, vectors);
      for (int b = 0; b < count; b += b < 3 ? 1 : 29) {
        double[] one = Arrays.copyOfRange(matrices, b * n * n, (b + 1) * n * n);
        double[] value = new double[n];
        double[] vector = new double[n * n];
        eigen.decompose(one, n, value, vector);
        String where = who() + ", n " + n + ", matrix " + b + " of " + count;
        Check.sameBits(where, Arrays.copyOfRange(values, b * n, (b + 1) * n), value);
        double[] mine = Arrays.copyOfRange(vectors, b * n * n, (b + 1) * n * n);
        Check.sameBits(where, mine, vector);
      }
    }
  }

  @Test
  void largeBatchesAreRightToTheLastMatrix() {
    int n = 3;
    int count = 70_001;
    double[] matrices = new double[count * n * n];
    double[] some = batch(n, 97);
    for (int b = 0; b < count; b++) {
      System.arraycopy(some, b % 97 * n * n, matrices, b * n * n, n * n);
    }
    double[] values = new double[count * n];
    double[] vectors = new double[count * n * n];
    compute().symmetricEigen().decompose(matrices, n, values, vectors);
    for (int b = 97; b < count; b++) {
      for (int i = 0; i < n * n; i++) {
        double expected = vectors[b % 97 * n * n + i];
        Check.holds(vectors[b * n * n + i] == expected, who() + ", matrix", b, i);
        Check.holds(values[b * n + i / n] == values[b % 97 * n + i / n], who(), b, i);
      }
    }
    double[] last = Arrays.copyOfRange(matrices, (count - 1) * n * n, count * n * n);
    double[] value = Arrays.copyOfRange(values, (count - 1) * n, count * n);
    double[] vector = Arrays.copyOfRange(vectors, (count - 1) * n * n, count * n * n);
    double ratio = EigenRatios.residual(last, value, vector, Math.ulp(1.0));
    Check.close(who() + ", last matrix", ratio, 0, 10);
  }

  @Test
  void theInputStaysAsItWas() {
    double[] matrices = batch(9, 13);
    double[] copy = matrices.clone();
    compute().symmetricEigen().decompose(matrices, 9, new double[117], new double[13 * 81]);
    Check.sameBits(who(), matrices, copy);
  }

  /** In the unit of another power of two, only the values change. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 20})
  void powersOfTwoScaleTheValuesOnly(int n) {
    double[] matrix = Spectra.random(n, n);
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    compute().symmetricEigen().decompose(matrix, n, values, vectors);
    double unit = 0x1p300;
    double[] scaled = Arrays.stream(matrix).map(a -> a * unit).toArray();
    double[] scaledValues = new double[n];
    double[] scaledVectors = new double[n * n];
    compute().symmetricEigen().decompose(scaled, n, scaledValues, scaledVectors);
    double[] expected = Arrays.stream(values).map(a -> a * unit).toArray();
    double bound = 10 * n * Math.ulp(1.0);
    Check.closeRow(
        who() + ", n " + n, scaledValues, 0, expected, bound * EigenRatios.norm(scaled, n));
    double ratio = EigenRatios.residual(scaled, scaledValues, scaledVectors, Math.ulp(1.0));
    Check.close(who() + ", n " + n, ratio, 0, 10);
  }
}
