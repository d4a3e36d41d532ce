package dev.arete.testkit.contract;

import dev.arete.testkit.check.Check;
import dev.arete.testkit.check.EigenRatios;
import dev.arete.testkit.data.Spectra;
import dev.arete.testkit.oracle.BigEigen;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The batched symmetric eigensolver on matrices of every kind: residual and orthogonality ratios of
 * LAPACK at most 10, descending values. With both ratios small every value is within 10 n ulp |A|
 * of the true one (Weyl); at small order that is checked against decimal arithmetic besides. The
 * largest entry of a matrix is a normal number: the values of one of subnormal entries are rounded
 * to what is left of the range.
 */
public abstract class EigenContract extends Contract {
  private static final double MAX_RATIO = 10;

  /** Unit of the last place of the eigensolver; double even where pairs are in float. */
  protected double eigenUlp() {
    return Math.ulp(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 17, 20, 24, 31, 32, 33, 48, 64, 65, 128})
  void everyMatrixOfTheBatchIsDecomposed(int n) {
    checkBatch(Spectra.all(n, 100 + n), n);
  }

  /** Squares, or squares of their inverses, are out of range where the matrix is not. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8, 9, 16, 30, 33, 64})
  void entriesAsSmallAsYouLikeBesideOrdinaryOnes(int n) {
    checkBatch(Spectra.withTinyEntries(n, 300 + n), n);
  }

  /** Entries of 1e308 throughout: the eigenvalues are n 1e308, beyond the doubles, and 0. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 9, 16, 20, 32, 33, 150})
  void valuesBeyondTheRangeAreInfiniteWithTheirSign(int n) {
    for (int sign : new int[] {1, -1}) {
      double[] matrix = new double[n * n];
      Arrays.fill(matrix, sign * 1e308);
      double[] values = new double[n];
      double[] vectors = new double[n * n];
      compute().symmetricEigen().decompose(matrix, n, values, vectors);
      double[] alone = new double[n];
      compute().symmetricEigen().decompose(matrix, n, alone, null);
      int beyond = sign > 0 ? 0 : n - 1;
      for (int j = 0; j < n; j++) {
        String where = who() + ", n " + n + ", value " + j;
        checkHuge(where, values[j], j == beyond, sign, n);
        checkHuge(where + " alone", alone[j], j == beyond, sign, n);
        // The direction of the diagonal, to the bound on residuals over the gap, which is |A|.
        double entry = Math.abs(vectors[beyond * n + j]);
        Check.close(where + ", vector", entry, 1 / Math.sqrt(n), MAX_RATIO * n * eigenUlp());
      }
    }
  }

  /** The bound on residuals is 10 n ulp |A|, with the |A| = n 1e308. */
  private void checkHuge(String where, double value, boolean isBeyond, int sign, int n) {
    if (isBeyond) {
      Check.holds(value == sign * Double.POSITIVE_INFINITY, where, value);
    } else {
      Check.close(where, value / 1e308, 0, MAX_RATIO * n * n * eigenUlp());
    }
  }

  private void checkBatch(Map<String, double[]> kinds, int n) {
    double[] matrices = packed(kinds, n);
    double[] values = new double[kinds.size() * n];
    double[] vectors = new double[matrices.length];
    compute().symmetricEigen().decompose(matrices, n, values, vectors);
    double[] alone = new double[values.length];
    compute().symmetricEigen().decompose(matrices, n, alone, null);
    int index = 0;
    for (Map.Entry<String, double[]> kind : kinds.entrySet()) {
      String where = who() + ", " + kind.getKey() + ", n " + n + ", matrix " + index;
      double[] mine = Arrays.copyOfRange(values, index * n, (index + 1) * n);
      check(
          where,
          kind.getValue(),
          mine,
          Arrays.copyOfRange(vectors, index * n * n, (index + 1) * n * n));
      double[] only = Arrays.copyOfRange(alone, index * n, (index + 1) * n);
      Check.closeRow("values only, " + where, only, 0, mine, valueBound(kind.getValue(), n));
      index++;
    }
  }

  /** Packs lower triangles; what is above the diagonal must not be read. */
  private static double[] packed(Map<String, double[]> kinds, int n) {
    double[] out = new double[kinds.size() * n * n];
    int offset = 0;
    for (double[] matrix : kinds.values()) {
      for (int i = 0; i < n * n; i++) {
        out[offset + i] = i % n > i / n ? Double.NaN : matrix[i];
      }
      offset += n * n;
    }
    return out;
  }

  private double valueBound(double[] matrix, int n) {
    return MAX_RATIO * n * eigenUlp() * EigenRatios.norm(matrix, n) + Double.MIN_VALUE;
  }

  private void check(String where, double[] matrix, double[] values, double[] vectors) {
    int n = values.length;
    double residual = EigenRatios.residual(matrix, values, vectors, eigenUlp());
    Check.close("residual ratio, " + where, residual, 0, MAX_RATIO);
    double orthogonality = EigenRatios.orthogonality(vectors, n, eigenUlp());
    Check.close("orthogonality ratio, " + where, orthogonality, 0, MAX_RATIO);
    for (int j = 1; j < n; j++) {
      Check.holds(values[j] <= values[j - 1], "values ascend, " + where, j);
    }
    if (n <= 5) {
      BigEigen truth = BigEigen.ofLower(matrix, 0, n);
      for (int j = 0; j < n; j++) {
        double expected = truth.value(j).doubleValue();
        Check.close("value " + j + ", " + where, values[j], expected, valueBound(matrix, n));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 16, 31, 32, 33, 64, 100, 128, 129})
  void theSpectrumOfTheLaplacianIsKnown(int n) {
    double[] matrix = Spectra.laplacian(n);
    double[] values = new double[n];
    compute().symmetricEigen().decompose(matrix, n, values, null);
    double[] expected = new double[n];
    for (int j = 0; j < n; j++) {
      expected[j] = 2 + 2 * Math.cos((j + 1) * Math.PI / (n + 1));
    }
    String where = who() + ", Laplacian, n " + n;
    Check.closeRow(where, values, 0, expected, valueBound(matrix, n));
  }
}
