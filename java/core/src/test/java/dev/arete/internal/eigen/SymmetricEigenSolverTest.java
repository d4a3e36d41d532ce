package dev.arete.internal.eigen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenSolverTest {
  private static final double ULP = 0x1p-52;

  /** LAPACK accepts 30; a sound solver stays below 10. */
  private static final double MAX_RATIO = 10;

  private static double[] random(int n, long seed) {
    Random random = new Random(seed);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = random.nextGaussian();
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  /** Q diag(values) Q^T, Q from Gram-Schmidt (twice) of a random matrix. */
  private static double[] withSpectrum(double[] values, long seed) {
    int n = values.length;
    double[] q = random(n, seed);
    for (int i = 0; i < n; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double dot = dot(q, i, q, j, n);
          for (int r = 0; r < n; r++) {
            q[i * n + r] -= dot * q[j * n + r];
          }
        }
      }
      double norm = Math.sqrt(dot(q, i, q, i, n));
      for (int r = 0; r < n; r++) {
        q[i * n + r] /= norm;
      }
    }
    double[] a = new double[n * n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          a[i * n + j] += values[k] * q[k * n + i] * q[k * n + j];
          a[j * n + i] = a[i * n + j];
        }
      }
    }
    return a;
  }

  private static double dot(double[] a, int i, double[] b, int j, int n) {
    double sum = 0;
    for (int r = 0; r < n; r++) {
      sum += a[i * n + r] * b[j * n + r];
    }
    return sum;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Eigensystem(double[] values, double[] vectors) {}

  private static Eigensystem solve(double[] a, int n) {
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    double[] before = a.clone();
    new SymmetricEigenSolver(n).decompose(a, 0, values, 0, vectors, 0);
    assertArrayEquals(before, a, "input changed");
    return new Eigensystem(values, vectors);
  }

  /** Solves and checks residual, orthonormality, order and trace; the matrix near unit scale. */
  private static Eigensystem check(double[] a, int n) {
    Eigensystem result = solve(a, n);
    checkRatios(a, n, result, 1);
    return result;
  }

  private static void checkRatios(double[] a, int n, Eigensystem s, double scale) {
    double norm = 0;
    double trace = 0;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      norm = Math.max(norm, Math.abs(s.values[j] / scale));
      trace += a[j * n + j] / scale;
      sum += s.values[j] / scale;
      assertTrue(j == 0 || s.values[j - 1] >= s.values[j], "not descending at " + j);
    }
    double residual = 0;
    double orthogonality = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        double image = 0;
        for (int r = 0; r < n; r++) {
          image += a[i * n + r] / scale * s.vectors[j * n + r];
        }
        double difference = Math.abs(image - s.values[j] / scale * s.vectors[j * n + i]);
        residual = nanMax(residual, difference);
        double gram = dot(s.vectors, i, s.vectors, j, n) - (i == j ? 1 : 0);
        orthogonality = nanMax(orthogonality, Math.abs(gram));
      }
    }
    String what = "n = " + n + ", norm " + norm + ": ";
    assertAtMost(residual, MAX_RATIO * n * ULP * norm, what + "residual");
    assertAtMost(orthogonality, MAX_RATIO * n * ULP, what + "orthogonality");
    assertAtMost(Math.abs(trace - sum), MAX_RATIO * n * ULP * norm, what + "trace");
  }

  private static double nanMax(double x, double y) {
    return y <= x ? x : y;
  }

  private static void assertAtMost(double error, double tolerance, String what) {
    if (!(error <= tolerance)) {
      throw new AssertionError(what + " " + error + " exceeds " + tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 16, 31, 32, 33, 64, 100, 200})
  void ratiosOfRandomMatrices(int n) {
    for (long seed = 1; seed <= 3; seed++) {
      check(random(n, seed), n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 32, 33, 64})
  void specialMatrices(int n) {
    double[] a = new double[n * n];
    Eigensystem zero = check(a, n);
    assertArrayEquals(new double[n], zero.values);
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 1;
    }
    Eigensystem identity = check(a, n);
    for (double value : identity.values) {
      assertEquals(1, value);
    }
    for (int i = 0; i < n; i++) {
      a[i * n + i] = (i * 7) % n - 3;
    }
    check(a, n);
    Arrays.fill(a, 3);
    Eigensystem rankOne = check(a, n);
    assertAtMost(Math.abs(rankOne.values[0] - 3 * n), MAX_RATIO * n * ULP * 3 * n, "rank one");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 9, 32, 33, 64, 100})
  void clustersAndRepeatedValues(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i < n / 2 ? 2 : 1 + i * 1e-14;
    }
    check(withSpectrum(values, 5), n);
    Arrays.fill(values, 0);
    values[0] = 1;
    check(withSpectrum(values, 6), n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 32, 33, 64})
  void scaleFree(int n) {
    double[] a = random(n, 9);
    Eigensystem plain = solve(a, n);
    for (int exponent : new int[] {-1000, -996, -500, 500, 996, 1000}) {
      double scale = Math.scalb(1.0, exponent);
      double[] scaled = Arrays.stream(a).map(x -> x * scale).toArray();
      Eigensystem s = solve(scaled, n);
      checkRatios(scaled, n, s, scale);
      assertArrayEquals(plain.vectors, s.vectors, "vectors at 2^" + exponent);
      assertArrayEquals(
          Arrays.stream(plain.values).map(x -> x * scale).toArray(),
          s.values,
          "values at 2^" + exponent);
    }
  }

  /**
   * Few directions with variance, falling fast, coordinates whose spread falls towards both ends,
   * as that of pixels does, and some without any: what the reduction leaves of the rest is all
   * rounding, and must not keep QL from its end.
   */
  @ParameterizedTest
  @ValueSource(ints = {60, 120, 260})
  void lowRankEndsInQl(int n) {
    Random random = new Random(n);
    double[] a = new double[n * n];
    for (int r = 0; r < n / 2; r++) {
      double weight = Math.pow(0.7, r * 60.0 / n);
      double[] row = random.doubles(n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        row[i] *= i % 5 == 0 ? 0 : Math.pow(10, -3 * Math.abs(2.0 * i / n - 1));
      }
      for (int i = 0; i < n * n; i++) {
        a[i] += weight * row[i / n] * row[i % n];
      }
    }
    double largest = Arrays.stream(a).map(Math::abs).max().orElse(0);
    Tridiagonal tridiagonal = new Tridiagonal(n, RowLoops.plain());
    for (int i = 0; i < n * n; i++) {
      tridiagonal.matrix()[i / n * tridiagonal.stride() + i % n] = a[i] / largest;
    }
    assertTrue(tridiagonal.diagonalise(new double[n]), "QL failed");
  }

  /** A reflector of a column of 1e-100 had a factor of 1e200, whose square became an eigenvalue. */
  @ParameterizedTest
  @EnumSource(Loops.class)
  void columnsAsSmallAsYouLike(Loops loops) {
    for (int n : new int[] {9, 16, 30, 64}) {
      for (int power = 60; power <= 320; power += 2) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
          a[i * n + i] = 1 + i;
        }
        for (int j = n - 2; j < n; j++) {
          a[(n - 3) * n + j] = Math.pow(10, -power);
          a[j * n + n - 3] = a[(n - 3) * n + j];
        }
        for (int divideOrder : new int[] {9, 1000}) {
          double[] values = new double[n];
          double[] vectors = new double[n * n];
          new SymmetricEigenSolver(n, loops.rows(), divideOrder)
              .decompose(a, 0, values, 0, vectors, 0);
          checkRatios(a, n, new Eigensystem(values, vectors), 1);
        }
      }
    }
  }

  /** An infinite value is none, whatever is negligible beside it: Jacobi takes over. */
  @Test
  void infinityIsNotConverged() {
    Tridiagonal tridiagonal = new Tridiagonal(9, RowLoops.plain());
    for (int i = 0; i < 9; i++) {
      tridiagonal.matrix()[i * tridiagonal.stride() + i] = i;
    }
    assertTrue(tridiagonal.diagonalise(new double[9]));
    tridiagonal.matrix()[8 * tridiagonal.stride() + 8] = Double.POSITIVE_INFINITY;
    assertFalse(tridiagonal.diagonalise(new double[9]));
  }

  @Test
  void subnormalAndHugeEntries() {
    for (double scale : new double[] {0x1p-1060, 1e-300, 1e-150, 1e150, 1e300}) {
      double[] a = {2 * scale, scale, scale, 2 * scale};
      Eigensystem s = solve(a, 2);
      assertAtMost(Math.abs(s.values[0] / scale - 3), 8 * ULP, "large value at " + scale);
      assertAtMost(Math.abs(s.values[1] / scale - 1), 8 * ULP, "small value at " + scale);
    }
  }

  /** Jacobi keeps them because D A D with A well conditioned determines them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void gradedMatricesKeepSmallEigenvalues(int n) {
    double[] core = new double[n];
    for (int i = 0; i < n; i++) {
      core[i] = 1 + (double) i / n;
    }
    double[] a = withSpectrum(core, 11);
    double[] mild = a.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = Math.scalb(a[i * n + j], -20 * (i + j));
      }
    }
    Eigensystem s = check(a, n);
    for (int j = 0; j < n; j++) {
      double pivot = schurPivot(mild, n, j);
      double expected = Math.scalb(pivot, -40 * j);
      // with ratios of 2^-40 the eigenvalues are the pivots of A up to a factor 1 + 2^-39
      assertAtMost(Math.abs(s.values[j] / expected - 1), 0x1p-38, "graded value " + j);
    }
  }

  /** The pivot A_jj - A_j1 A_11^-1 A_1j, by elimination. */
  private static double schurPivot(double[] matrix, int n, int j) {
    double[] a = matrix.clone();
    for (int k = 0; k < j; k++) {
      for (int r = k + 1; r < n; r++) {
        double factor = a[r * n + k] / a[k * n + k];
        for (int c = k; c < n; c++) {
          a[r * n + c] -= factor * a[k * n + c];
        }
      }
    }
    return a[j * n + j];
  }

  @Test
  void twoByTwoKeepsItsSmallEigenvalue() {
    // [[1, s], [s, 2 s^2]] has determinant s^2
    for (double s : new double[] {1e-3, 1e-8, 1e-20, 1e-100, 1e-150}) {
      Eigensystem system = solve(new double[] {1, s, s, 2 * s * s}, 2);
      double trace = 1 + 2 * s * s;
      double expected = s * s / (0.5 * (trace + Math.sqrt(trace * trace - 4 * s * s)));
      assertAtMost(Math.abs(system.values[1] / expected - 1), 8 * ULP, "s = " + s);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 32, 33})
  void upperTriangleIsNotRead(int n) {
    double[] a = random(n, 13);
    Eigensystem expected = solve(a, n);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        a[i * n + j] = j == i + 1 ? Math.nextUp(a[i * n + j]) : Double.NaN;
      }
    }
    Eigensystem actual = solve(a, n);
    assertArrayEquals(expected.values, actual.values);
    assertArrayEquals(expected.vectors, actual.vectors);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void offsetsAndValuesOnly(int n) {
    double[] a = random(n, 17);
    Eigensystem expected = solve(a, n);
    double[] padded = new double[n * n + 7];
    System.arraycopy(a, 0, padded, 7, n * n);
    double[] values = new double[n + 2];
    double[] vectors = new double[n * n + 2];
    Arrays.fill(values, 99);
    Arrays.fill(vectors, 99);
    SymmetricEigenSolver solver = new SymmetricEigenSolver(n);
    solver.decompose(padded, 7, values, 1, vectors, 1);
    assertArrayEquals(expected.values, Arrays.copyOfRange(values, 1, n + 1));
    assertArrayEquals(expected.vectors, Arrays.copyOfRange(vectors, 1, n * n + 1));
    assertEquals(99, values[0]);
    assertEquals(99, values[n + 1]);
    assertEquals(99, vectors[0]);
    assertEquals(99, vectors[n * n + 1]);
    solver.decompose(padded, 7, values, 1, null, 0);
    assertArrayEquals(expected.values, Arrays.copyOfRange(values, 1, n + 1));
  }

  /** One solver, many matrices: nothing of the last one may show. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 33})
  void solverHasNoMemory(int n) {
    SymmetricEigenSolver solver = new SymmetricEigenSolver(n);
    for (long seed = 20; seed < 25; seed++) {
      double[] a = random(n, seed);
      double[] values = new double[n];
      double[] vectors = new double[n * n];
      solver.decompose(a, 0, values, 0, vectors, 0);
      Eigensystem fresh = solve(a, n);
      assertArrayEquals(fresh.values, values);
      assertArrayEquals(fresh.vectors, vectors);
    }
  }
}
