package dev.arete.testkit.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Symmetric matrices that have been hard for some solver. Row-major, both triangles. */
public final class Spectra {
  private Spectra() {}

  /**
   * Returns one matrix of each kind.
   *
   * @param order n
   * @param seed of the random ones
   * @return matrices by name
   */
  public static Map<String, double[]> all(int order, long seed) {
    double[] random = random(order, seed);
    Map<String, double[]> out = new LinkedHashMap<>();
    out.put("random", random);
    out.put("random, other", random(order, seed + 1));
    out.put("zero", new double[order * order]);
    out.put("identity", withSpectrum(order, seed, j -> 1, false));
    out.put("minus identity", withSpectrum(order, seed, j -> -1, false));
    out.put("diagonal", withSpectrum(order, seed, j -> (j * 7) % order - 2, false));
    out.put("ones (rank 1)", filled(order, (i, j) -> 1));
    out.put("rank 1", filled(order, (i, j) -> random[i] * random[j]));
    out.put("repeated", withSpectrum(order, seed, j -> 1 + j / 2, true));
    out.put("two clusters", withSpectrum(order, seed, j -> (j % 2) + 1e-9 * j, true));
    out.put("one of order 1", withSpectrum(order, seed, j -> j == 0 ? 1 : 1e-13 * j, true));
    out.put("geometric", withSpectrum(order, seed, j -> Math.pow(10, -12.0 * j / order), true));
    out.put("graded down", filled(order, (i, j) -> random[sym(i, j, order)] * grade(i, j, order)));
    out.put("graded up", filled(order, (i, j) -> random[sym(i, j, order)] / grade(i, j, order)));
    out.put("Laplacian", laplacian(order));
    out.put("Wilkinson", filled(order, (i, j) -> tridiagonal(i, j, Math.abs(i - order / 2), 1)));
    out.put("Hilbert", filled(order, (i, j) -> 1.0 / (i + j + 1)));
    out.put("almost diagonal", filled(order, (i, j) -> i == j ? i : 1e-18));
    out.put("almost identity", filled(order, (i, j) -> i == j ? 1 : 1e-16 * (i - j)));
    out.put("symmetric pairs", filled(order, (i, j) -> i + j == order - 1 ? 1 : 0));
    for (double scale : new double[] {1e-300, 1e-150, 1e150, 1e300}) {
      out.put("scaled " + scale, filled(order, (i, j) -> scale * random[sym(i, j, order)] / 4));
    }
    return out;
  }

  /**
   * Returns matrices with entries near 1 and others of 1e-70 to 1e-300, alone or falling steadily.
   *
   * @param order n, at least 3
   * @param seed of the random ones
   * @return matrices by name
   */
  public static Map<String, double[]> withTinyEntries(int order, long seed) {
    Map<String, double[]> out = new LinkedHashMap<>();
    for (int power : new int[] {70, 78, 100, 134, 154, 158, 161, 162, 200, 300}) {
      double tiny = Math.pow(10, -power);
      out.put("tiny pair, 1e-" + power, filled(order, (i, j) -> tinyPair(i, j, order, tiny)));
    }
    for (int powers : new int[] {40, 75, 150, 300}) {
      for (int k = 0; k < 4; k++) {
        double[] random = random(order, seed + k);
        out.put(
            "graded over 1e-" + powers + ", " + k,
            filled(order, (i, j) -> random[sym(i, j, order)] * fall(i, j, order, powers)));
      }
    }
    return out;
  }

  /** Diagonal, but for row n - 3, which ties two others to it. */
  private static double tinyPair(int i, int j, int order, double tiny) {
    if (i == j) {
      return 1 + i;
    }
    return Math.min(i, j) == order - 3 ? tiny : 0;
  }

  /** 1 in the last row and column, and ever less towards the first. */
  private static double fall(int i, int j, int order, double powers) {
    return Math.pow(10, -powers * (2 * order - 2 - i - j) / order);
  }

  private static int sym(int i, int j, int order) {
    return i * order + j;
  }

  private static double grade(int i, int j, int order) {
    return Math.pow(10, -6.0 * (i + j) / order);
  }

  private static double tridiagonal(int i, int j, double diagonal, double beside) {
    if (i == j) {
      return diagonal;
    }
    return Math.abs(i - j) == 1 ? beside : 0;
  }

  /**
   * Returns the second difference matrix, whose eigenvalues are 2 - 2 cos(j pi/(n+1)), j = 1..n.
   *
   * @param order n
   * @return the matrix
   */
  public static double[] laplacian(int order) {
    return filled(order, (i, j) -> tridiagonal(i, j, 2, -1));
  }

  /**
   * Returns a matrix with normal entries.
   *
   * @param order n
   * @param seed of the draw
   * @return a symmetric matrix
   */
  public static double[] random(int order, long seed) {
    double[] draws = new Draw(seed).normal(order * order, 1);
    return filled(order, (i, j) -> draws[Math.max(i, j) * order + Math.min(i, j)]);
  }

  /** An entry by row and column. */
  @FunctionalInterface
  private interface Entry {
    double at(int i, int j);
  }

  /** An eigenvalue by index. */
  @FunctionalInterface
  private interface Spectrum {
    double at(int j);
  }

  private static double[] filled(int order, Entry entry) {
    double[] out = new double[order * order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        out[i * order + j] = entry.at(i, j);
        out[j * order + i] = out[i * order + j];
      }
    }
    return out;
  }

  /** A diagonal matrix, turned by a reflection along a random vector if asked. */
  private static double[] withSpectrum(int order, long seed, Spectrum spectrum, boolean turned) {
    double[] u = new Draw(seed + 2).normal(order, 1);
    double square = Arrays.stream(u).map(x -> x * x).sum();
    if (!turned) {
      return filled(order, (i, j) -> i == j ? spectrum.at(i) : 0);
    }
    return filled(
        order,
        (i, j) -> {
          double sum = 0;
          for (int l = 0; l < order; l++) {
            double a = (i == l ? 1 : 0) - 2 * u[i] * u[l] / square;
            double b = (j == l ? 1 : 0) - 2 * u[j] * u[l] / square;
            sum += a * spectrum.at(l) * b;
          }
          return sum;
        });
  }
}
