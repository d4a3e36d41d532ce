package dev.arete.internal.screening;

import dev.arete.internal.eigen.BlockLoops;
import java.util.Arrays;
import java.util.Random;

/**
 * An orthogonal change of coordinates, x to Q^T x, whose first coordinates carry most of the second
 * moments of a sample. Q = H_1 ... H_m is a product of reflections H = I - 2 v v^T and orthogonal
 * to rounding whatever the sample is; how well its axes fit matters for speed alone. Applying it
 * costs 2 m d multiplications and additions. Immutable.
 */
public final class PrincipalAxes {
  /** Axes that are looked for: m. */
  public static final int AXES = 8;

  /** Steps of subspace iteration: enough to tell wide directions from narrow ones. */
  private static final int STEPS = 3;

  private static final long SEED = 0x41726574656L;

  private final int d;
  private final BlockLoops loops;

  /** The v, one behind the other; 0 where there was nothing to reflect. */
  private final double[] reflectors;

  /** v_i . v_j. */
  private final double[] overlaps = new double[AXES * AXES];

  /**
   * Finds the axes.
   *
   * @param sample rows of d numbers, centred
   * @param rows how many
   * @param dimension d, at least {@link #AXES}
   * @param loops loops on blocks
   */
  PrincipalAxes(double[] sample, int rows, int dimension, BlockLoops loops) {
    d = dimension;
    this.loops = loops;
    reflectors = new double[AXES * d];
    double[] basis = new Random(SEED).doubles((long) AXES * d, -1, 1).toArray();
    double[] projections = new double[rows * AXES];
    for (int step = 0; step < STEPS; step++) {
      loops.products(sample, 0, rows, basis, 0, AXES, d, projections, AXES);
      Arrays.fill(basis, 0);
      loops.addCombinations(sample, 0, rows, projections, AXES, basis, 0, AXES, d);
      reflect(basis);
      expand(basis);
    }
    loops.products(reflectors, 0, AXES, reflectors, 0, AXES, d, overlaps, AXES);
  }

  /** Finds the reflections that make the vectors upper triangular, one after the other. */
  private void reflect(double[] vectors) {
    for (int j = 0; j < AXES; j++) {
      for (int i = 0; i < j; i++) {
        apply(i, vectors, j * d);
      }
      double squares = 0;
      for (int k = j; k < d; k++) {
        squares += vectors[j * d + k] * vectors[j * d + k];
      }
      double norm = Math.sqrt(squares);
      Arrays.fill(reflectors, j * d, (j + 1) * d, 0);
      if (norm > 0) {
        System.arraycopy(vectors, j * d + j, reflectors, j * d + j, d - j);
        double first = vectors[j * d + j];
        reflectors[j * d + j] = first + Math.copySign(norm, first);
        // |v|^2 = 2 (norm^2 + |first| norm), where nothing cancels
        scale(j, 1 / Math.sqrt(2 * norm * (norm + Math.abs(first))));
      }
    }
  }

  private void scale(int reflector, double factor) {
    for (int k = 0; k < d; k++) {
      reflectors[reflector * d + k] *= factor;
    }
  }

  private void apply(int reflector, double[] x, int at) {
    int v = reflector * d;
    double sum = 0;
    for (int k = 0; k < d; k++) {
      sum += reflectors[v + k] * x[at + k];
    }
    for (int k = 0; k < d; k++) {
      x[at + k] -= 2 * sum * reflectors[v + k];
    }
  }

  /**
   * Fills in the first columns of Q.
   *
   * @param basis receives {@link #AXES} rows of d numbers
   */
  void expand(double[] basis) {
    Arrays.fill(basis, 0);
    for (int j = 0; j < AXES; j++) {
      basis[j * d + j] = 1;
      for (int i = AXES - 1; i >= 0; i--) {
        apply(i, basis, j * d);
      }
    }
  }

  /**
   * Replaces every x by Q^T x, all reflections at once: x - sum c_i v_i, where c_i = 2 (v_i . x -
   * sum over j below i of c_j v_i . v_j).
   *
   * @param x rows of d numbers
   * @param rows how many
   * @param factors scratch, {@link #AXES} numbers a row
   */
  void rotate(double[] x, int rows, double[] factors) {
    loops.products(reflectors, 0, AXES, x, 0, rows, d, factors, rows);
    for (int i = 0; i < AXES; i++) {
      for (int j = 0; j < i; j++) {
        double overlap = overlaps[i * AXES + j];
        for (int r = 0; r < rows; r++) {
          factors[i * rows + r] += factors[j * rows + r] * overlap;
        }
      }
      for (int r = 0; r < rows; r++) {
        factors[i * rows + r] *= -2;
      }
    }
    loops.addCombinations(reflectors, 0, AXES, factors, rows, x, 0, rows, d);
  }
}
