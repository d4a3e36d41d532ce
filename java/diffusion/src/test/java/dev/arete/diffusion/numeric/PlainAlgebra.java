package dev.arete.diffusion.numeric;

import dev.arete.spi.Availability;
import dev.arete.spi.DenseAlgebra;

/** A library of plain loops; eigenvectors by the power method with deflation. */
public class PlainAlgebra implements DenseAlgebra {
  /** Enough for eigenvalues that are factors of two apart. */
  private static final int STEPS = 200;

  /** Calls so far. */
  int calls;

  /** One that cannot run. */
  public static final class Broken extends PlainAlgebra {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Availability probe() {
      return new Availability(false, "it is broken");
    }
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Availability probe() {
    return new Availability(true, "plain loops");
  }

  @Override
  public void symmetricEigen(double[] matrix, int order, double[] values, double[] vectors) {
    calls++;
    double[] rest = matrix.clone();
    for (int l = 0; l < order; l++) {
      double[] v = new double[order];
      v[l] = 1;
      for (int step = 0; step < STEPS; step++) {
        values[l] = multiply(rest, v);
      }
      System.arraycopy(v, 0, vectors, l * order, order);
      for (int i = 0; i < order * order; i++) {
        rest[i] -= values[l] * v[i / order] * v[i % order];
      }
    }
  }

  /** Replaces v by A v of length 1; the length it had. */
  private static double multiply(double[] a, double[] v) {
    int n = v.length;
    double[] next = new double[n];
    double square = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        next[i] += a[i * n + j] * v[j];
      }
      square += next[i] * next[i];
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < n; i++) {
      v[i] = next[i] / length;
    }
    return length;
  }

  @Override
  public void addOuterProducts(double[] rows, int count, int order, double[] sum) {
    calls++;
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < order; i++) {
        for (int j = 0; j <= i; j++) {
          sum[i * order + j] += rows[r * order + i] * rows[r * order + j];
        }
      }
    }
  }
}
