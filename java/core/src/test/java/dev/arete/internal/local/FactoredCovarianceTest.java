package dev.arete.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.internal.eigen.Loops;
import dev.arete.internal.eigen.RowLoops;
import dev.arete.internal.eigen.SymmetricEigenSolver;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Factors of covariances, on plain and on vector loops, against closed forms and the covariance.
 */
class FactoredCovarianceTest {
  private static double[] orthogonal(int d, Random random) {
    double[] a = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * d + j] = random.nextGaussian();
      }
    }
    double[] vectors = new double[d * d];
    new SymmetricEigenSolver(d).decompose(a, 0, new double[d], 0, vectors, 0);
    return vectors;
  }

  private static PosteriorTerms terms(double[] rows, double[] energies, int d) {
    PosteriorTerms terms = new PosteriorTerms();
    terms.rows = rows;
    terms.energies = energies;
    terms.size = energies.length;
    terms.indices = new int[terms.size];
    for (int i = 0; i < terms.size; i++) {
      terms.indices[i] = i;
    }
    terms.cut = Double.POSITIVE_INFINITY;
    terms.anchor = new double[d];
    System.arraycopy(rows, 0, terms.anchor, 0, d);
    return terms;
  }

  /**
   * One centre has all the weight and the others lie along orthogonal directions: mu_j/h = w_j
   * |D_j|^2, and the directions are theirs, but for weights beside 1.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 5", "2, 5", "3, 5", "8, 3", "9, 3", "12, 0.5", "16, 400", "32, 0.2", "32, 2", "40, 30"
  })
  void gradedAlongAxes(int d, double step) {
    for (Loops loops : Loops.values()) {
      Random random = new Random(7L * d);
      double[] directions = orthogonal(d, random);
      double[] rows = new double[(d + 1) * d];
      double[] energies = new double[d + 1];
      double[] lengths = new double[d];
      for (int i = 0; i < d; i++) {
        lengths[i] = 1 + 3 * random.nextDouble();
        for (int k = 0; k < d; k++) {
          rows[(i + 1) * d + k] = lengths[i] * directions[i * d + k];
        }
        energies[i + 1] = 90 + step * i;
      }
      FactoredCovariance factor = new FactoredCovariance(d, 1, loops.rows());
      assertTrue(factor.decompose(terms(rows, energies, d), d));
      double[] vectors = new double[d * d];
      factor.vectors(d, vectors);
      assertEquals(d, factor.rank());
      double[] expected = new double[d];
      for (int i = 0; i < d; i++) {
        expected[i] = 2 * Math.log(lengths[i]) - energies[i + 1];
      }
      for (int j = 0; j < d; j++) {
        int best = 0;
        int before = 0;
        for (int i = 0; i < d; i++) {
          best =
              Math.abs(expected[i] - factor.logRatio(j))
                      < Math.abs(expected[best] - factor.logRatio(j))
                  ? i
                  : best;
        }
        for (int i = 0; i < d; i++) {
          before += expected[i] > expected[best] ? 1 : 0;
        }
        assertEquals(j, before, "order");
        assertEquals(expected[best], factor.logRatio(j), 1e-13 * (100 + step * d));
        double gap = gap(expected, best);
        assertEquals(1, Math.abs(dot(vectors, j, directions, best, d)), 1e-13 / gap);
      }
      checkOrthogonal(vectors, d);
    }
  }

  private static double gap(double[] logs, int j) {
    double least = 1;
    for (int i = 0; i < logs.length; i++) {
      least = i == j ? least : Math.min(least, Math.abs(Math.expm1(logs[i] - logs[j])));
    }
    return least;
  }

  private static double dot(double[] a, int i, double[] b, int j, int d) {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      sum += a[i * d + k] * b[j * d + k];
    }
    return sum;
  }

  private static void checkOrthogonal(double[] vectors, int d) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        assertEquals(i == j ? 1 : 0, dot(vectors, i, vectors, j, d), 1e-14 * (d + 10));
      }
    }
  }

  /** Weights of the same size: the covariance knows all, and a column is as long as it gets. */
  @ParameterizedTest
  @CsvSource({
    "1, 4, 1",
    "2, 9, 3",
    "3, 5, 1",
    "5, 100, 2",
    "16, 40, 1",
    "32, 33, 5",
    "33, 60, 5",
    "64, 150, 20"
  })
  void asTheCovariance(int d, int n, double spread) {
    for (Loops loops : Loops.values()) {
      Random random = new Random(d + n);
      double[] rows = random.doubles((long) n * d).map(x -> random.nextGaussian()).toArray();
      double[] energies = random.doubles(n, 0, spread).toArray();
      energies[0] = 0;
      System.arraycopy(rows, d, rows, (n - 1) * d, d); // one repeats another
      FactoredCovariance factor = new FactoredCovariance(d, 1, loops.rows());
      assertTrue(factor.decompose(terms(rows, energies, d), d));
      double[] covariance = covariance(rows, energies, d);
      double[] values = new double[d];
      new SymmetricEigenSolver(d).factor(covariance, 0, values, 0);
      double[] vectors = new double[d * d];
      factor.vectors(d, vectors);
      checkOrthogonal(vectors, d);
      double tolerance = 1e-14 * (d + 10) * values[0];
      for (int j = 0; j < d; j++) {
        double ratio = Math.exp(factor.logRatio(j));
        assertEquals(values[j], ratio, tolerance);
        for (int k = 0; k < d; k++) {
          double product = 0;
          for (int i = 0; i < d; i++) {
            product += covariance[k * d + i] * vectors[j * d + i];
          }
          assertEquals(ratio * vectors[j * d + k], product, tolerance);
        }
      }
    }
  }

  private static double[] covariance(double[] rows, double[] energies, int d) {
    double total = 0;
    double[] mean = new double[d];
    for (int i = 0; i < energies.length; i++) {
      double weight = Math.exp(-energies[i]);
      total += weight;
      for (int k = 0; k < d; k++) {
        mean[k] += weight * rows[i * d + k];
      }
    }
    double[] covariance = new double[d * d];
    for (int i = 0; i < energies.length; i++) {
      double weight = Math.exp(-energies[i]) / total;
      for (int k = 0; k < d * d; k++) {
        double x = rows[i * d + k / d] - mean[k / d] / total;
        double y = rows[i * d + k % d] - mean[k % d] / total;
        covariance[k] += weight * x * y;
      }
    }
    return covariance;
  }

  /** Reflectors one by one and in blocks. */
  @ParameterizedTest
  @CsvSource({"3, 5", "8, 8", "9, 4", "20, 40", "40, 17"})
  void rowsAreTheirTrianglesTurnedBack(int d, int n) {
    for (Loops loops : Loops.values()) {
      RowLoops rowLoops = loops.rows();
      WeightedPivotQr qr = new WeightedPivotQr(d, rowLoops);
      Random random = new Random(n);
      qr.reserve(n);
      double[] rows = new double[n * d];
      for (int i = 0; i < n; i++) {
        double square = 0;
        for (int k = 0; k < d; k++) {
          rows[i * d + k] = random.nextGaussian();
          qr.rows[i * qr.stride + k] = rows[i * d + k];
          square += rows[i * d + k] * rows[i * d + k];
        }
        qr.add(-500 * random.nextDouble(), Math.sqrt(square));
      }
      qr.start();
      qr.run(1);
      qr.run(d);
      assertEquals(Math.min(n, d), qr.rank);
      double[] back = new double[n * qr.stride];
      for (int i = 0; i < n; i++) {
        System.arraycopy(qr.triangle, i * d, back, i * qr.stride, d);
      }
      qr.expand(back, n);
      for (int i = 0; i < n * d; i++) {
        assertEquals(rows[i], back[i / d * qr.stride + i % d], 1e-14 * (d + 10));
      }
      for (int j = 1; j < qr.rank; j++) {
        assertTrue(qr.logPivots[j] <= qr.logPivots[j - 1] + 1e-12);
      }
    }
  }
}
