package dev.arete.internal.eigen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DivideAndConquerTest {
  private static final double ULP = 0x1p-52;

  /** LAPACK accepts 30. */
  private static final double MAX_RATIO = 5;

  private static final int[] ORDERS = {17, 32, 33, 64, 100, 257};

  private static double[] tridiagonal(int n, IntToDoubleFunction d, IntToDoubleFunction e) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = d.applyAsDouble(i);
      if (i > 0) {
        a[i * n + i - 1] = e.applyAsDouble(i);
        a[(i - 1) * n + i] = a[i * n + i - 1];
      }
    }
    return a;
  }

  /** X^T X of random rows in which coordinates fall by powers of ten. */
  private static double[] covariance(int n, int rows, double powers) {
    Random random = new Random(n);
    double[] a = new double[n * n];
    for (int r = 0; r < rows; r++) {
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextGaussian() * Math.pow(10, -powers * i / n);
      }
      for (int i = 0; i < n * n; i++) {
        a[i] += x[i / n] * x[i % n] / rows;
      }
    }
    return a;
  }

  private static double[] random(int n) {
    Random random = new Random(n);
    double[] a = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      a[i] = i % n <= i / n ? random.nextGaussian() : 0;
    }
    for (int i = 0; i < n * n; i++) {
      a[i] = a[Math.max(i / n, i % n) * n + Math.min(i / n, i % n)];
    }
    return a;
  }

  private static Map<String, double[]> matrices(int n) {
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put("random", random(n));
    all.put("covariance", covariance(n, 2 * n, 0));
    all.put("graded covariance", covariance(n, 2 * n, 8));
    all.put("rank 3", covariance(n, 3, 1));
    all.put("half rank, graded", covariance(n, n / 2, 3));
    all.put("zero", new double[n * n]);
    all.put("identity", tridiagonal(n, i -> 1, i -> 0));
    all.put("diagonal", tridiagonal(n, i -> i * 7 % n - 3, i -> 0));
    double[] rankOne = new double[n * n];
    Arrays.fill(rankOne, -3);
    all.put("rank one", rankOne);
    all.put("second difference", tridiagonal(n, i -> 2, i -> -1));
    all.put("Wilkinson", tridiagonal(n, i -> Math.abs(i - n / 2), i -> 1));
    all.put("glued", tridiagonal(n, i -> Math.abs(i % 21 - 10), i -> i % 21 == 0 ? 1e-9 : 1));
    all.put("denormal ties", tridiagonal(n, i -> i % 3, i -> Double.MIN_VALUE * i));
    all.put("next to identity", tridiagonal(n, i -> 1, i -> 1e-15 * (i % 7)));
    all.put("graded", tridiagonal(n, i -> Math.pow(2, -i), i -> Math.pow(2, -i) / 3));
    all.put("graded upwards", tridiagonal(n, i -> Math.pow(2, i - n), i -> -Math.pow(2, i - n)));
    all.put("no diagonal", tridiagonal(n, i -> 0, i -> i % 2 == 0 ? 1 : -2));
    return all;
  }

  private static void check(String name, int n, double[] a, RowLoops loops) {
    SymmetricEigenSolver solver = new SymmetricEigenSolver(n, loops, 1);
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    solver.factor(a, 0, values, 0);
    solver.vectors(vectors, 0);
    double norm = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
    double residual = 0;
    double orthogonality = 0;
    for (int j = 0; j < n; j++) {
      double[] v = Arrays.copyOfRange(vectors, j * n, (j + 1) * n);
      for (int i = 0; i < n; i++) {
        double r = dot(a, i * n, v) - values[j] * v[i];
        residual = larger(residual, Math.abs(r));
      }
      for (int i = 0; i <= j; i++) {
        double g = dot(vectors, i * n, v) - (i == j ? 1 : 0);
        orthogonality = larger(orthogonality, Math.abs(g));
      }
    }
    String what = name + ", n = " + n + ": ";
    assertAtMost(residual, MAX_RATIO * n * ULP * norm, what + "residual");
    assertAtMost(orthogonality, MAX_RATIO * n * ULP, what + "orthogonality");
    double[] expected = new double[n];
    new SymmetricEigenSolver(n, RowLoops.plain(), n + 1).factor(a, 0, expected, 0);
    for (int j = 0; j < n; j++) {
      double error = Math.abs(values[j] - expected[j]);
      assertAtMost(error, MAX_RATIO * n * ULP * norm, what + "value " + j);
    }
    checkTurned(n, vectors, solver, what);
  }

  private static void checkTurned(
      int n, double[] vectors, SymmetricEigenSolver solver, String what) {
    double[] x = new Random(1).doubles(n, -1, 1).toArray();
    double[] turned = new double[n];
    double[] back = new double[n];
    solver.toEigenbasis(x, turned);
    solver.fromEigenbasis(turned, back);
    for (int j = 0; j < n; j++) {
      double error = Math.abs(turned[j] - dot(vectors, j * n, x));
      assertAtMost(error, MAX_RATIO * n * ULP, what + "component " + j);
      assertAtMost(Math.abs(back[j] - x[j]), MAX_RATIO * n * ULP, what + "entry " + j);
    }
  }

  private static double dot(double[] a, int row, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += a[row + i] * x[i];
    }
    return sum;
  }

  private static double larger(double x, double y) {
    return y <= x ? x : y;
  }

  private static void assertAtMost(double error, double tolerance, String what) {
    assertTrue(error <= tolerance, () -> what + " " + error + " exceeds " + tolerance);
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void ratios(Loops loops) {
    for (int n : ORDERS) {
      matrices(n).forEach((name, a) -> check(name, n, a, loops.rows()));
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void secondDifferenceInClosedForm(Loops loops) {
    for (int n : ORDERS) {
      double[] values = new double[n];
      double[] a = tridiagonal(n, i -> 2, i -> -1);
      new SymmetricEigenSolver(n, loops.rows(), 1).factor(a, 0, values, 0);
      for (int j = 0; j < n; j++) {
        double half = Math.sin(0.5 * Math.PI * (n - j) / (n + 1));
        double error = Math.abs(values[j] - 4 * half * half);
        assertAtMost(error, n * ULP, "n = " + n + ", value " + j);
      }
    }
  }

  /** Equal to the last bit, whatever the scale and whatever was solved before. */
  @ParameterizedTest
  @EnumSource(Loops.class)
  void scaleFreeAndWithoutMemory(Loops loops) {
    for (int n : ORDERS) {
      double[] a = covariance(n, n, 2);
      double[] vectors = new double[n * n];
      double[] values = new double[n];
      new SymmetricEigenSolver(n, loops.rows(), 1).decompose(a, 0, values, 0, vectors, 0);
      SymmetricEigenSolver solver = new SymmetricEigenSolver(n, loops.rows(), 1);
      for (int exponent : new int[] {-960, 0, 960}) {
        double scale = Math.scalb(1.0, exponent);
        double[] scaled = Arrays.stream(a).map(x -> x * scale).toArray();
        double[] again = new double[n];
        double[] turned = new double[n * n];
        solver.factor(random(n), 0, again, 0);
        solver.decompose(scaled, 0, again, 0, turned, 0);
        assertArrayEquals(vectors, turned);
        assertArrayEquals(Arrays.stream(values).map(x -> x * scale).toArray(), again);
      }
    }
  }

  private static int kept(double tie, IntToDoubleFunction d, IntToDoubleFunction z) {
    int n = 32;
    TridiagonalSystem system = new TridiagonalSystem(n, RowLoops.plain());
    system.diagonal = new double[n];
    system.negligible = 8 * ULP;
    for (int i = 0; i < n; i++) {
      system.diagonal[i] = d.applyAsDouble(i % 16 * 2 + i / 16);
      system.lastColumn[i] = z.applyAsDouble(i);
      system.firstColumn[i] = z.applyAsDouble(i);
      system.sorted[i] = i;
    }
    Deflation deflation = new Deflation(0, 16, n);
    assertEquals(2 * Math.abs(tie), deflation.split(tie, system));
    return deflation.kept();
  }

  @Test
  void deflation() {
    assertEquals(32, kept(-1, i -> i, i -> 0.25), "nothing is alike");
    assertEquals(0, kept(1e-17, i -> i, i -> 0.25), "no tie");
    assertEquals(0, kept(1, i -> i, i -> 1e-17), "no weight");
    assertEquals(1, kept(1, i -> 3, i -> 0.25), "all values are alike");
    assertEquals(2, kept(1, i -> i < 16 ? 0 : 1, i -> 0.25), "two values");
    assertEquals(16, kept(1, i -> i - i % 2, i -> 0.25), "halves are alike");
    assertEquals(31, kept(1, i -> i, i -> i == 7 ? 0 : 0.25), "one weight is missing");
  }
}
