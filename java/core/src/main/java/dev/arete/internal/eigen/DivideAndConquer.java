package dev.arete.internal.eigen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Eigensystem of one tridiagonal matrix at a time whose largest entry is near 1, by divide and
 * conquer (Cuppen 1981; Gu and Eisenstat 1995). A matrix is two halves and a correction of rank one
 * at the entry that ties them; the eigenvectors of the whole are those of the halves times a matrix
 * for each {@link MergePart}. These factors are kept, and multiplied with each other only if
 * eigenvectors are asked for. Holds its workspace; not thread-safe.
 */
final class DivideAndConquer {
  /** Parts up to this order are not divided: 24 takes as long or longer at n = 17 to 64. */
  private static final int LEAF_ORDER = 16;

  /** LAPACK's dlaed2 neglects eight of its units of roundoff, which are half of these. */
  private static final double NEGLIGIBLE = 0x1p-50;

  private final TridiagonalSystem system;

  /** Halves before the whole. */
  private final List<TridiagonalPart> parts = new ArrayList<>();

  private final List<LeafPart> leaves = new ArrayList<>();

  DivideAndConquer(int n, RowLoops loops) {
    system = new TridiagonalSystem(n, loops);
    divide(0, n);
  }

  /** Boundaries are multiples of the padding, so that rows of halves are whole vectors. */
  private void divide(int begin, int end) {
    int order = end - begin;
    if (order <= LEAF_ORDER) {
      LeafPart leaf = new LeafPart(begin, end);
      leaves.add(leaf);
      parts.add(leaf);
      return;
    }
    int middle = begin + RowLoops.padded(order / 2);
    divide(begin, middle);
    divide(middle, end);
    parts.add(new MergePart(begin, middle, end));
  }

  /**
   * Diagonalises.
   *
   * @param d n diagonal entries; receives the eigenvalues, in no order
   * @param e off-diagonal entries, n - 1 and another; destroyed
   * @return whether the iteration converged; if not, the outputs are of no use
   */
  boolean iterate(double[] d, double[] e) {
    double norm = 0;
    for (int i = 0; i < system.n; i++) {
      norm = Math.max(norm, Math.max(Math.abs(d[i]), Math.abs(e[i])));
    }
    system.negligible = NEGLIGIBLE * norm;
    system.diagonal = d;
    system.offDiagonal = e;
    for (TridiagonalPart part : parts) {
      if (part instanceof MergePart merge) {
        merge.tear(d, e);
      }
    }
    for (int k = 0; k < leaves.size(); k += 2) {
      LeafPart other = k + 1 < leaves.size() ? leaves.get(k + 1) : null;
      leaves.get(k).iterate(other, system);
    }
    for (TridiagonalPart part : parts) {
      if (!part.solve(system)) {
        return false;
      }
    }
    return true;
  }

  /** Multiplies a vector by the eigenvectors, in the order of the values. */
  void apply(double[] x) {
    for (TridiagonalPart part : parts) {
      part.apply(x, system);
    }
  }

  /** The inverse. */
  void applyInverse(double[] x) {
    for (int k = parts.size() - 1; k >= 0; k--) {
      parts.get(k).applyInverse(x, system);
    }
  }

  /**
   * Forms the eigenvectors.
   *
   * @param basis receives them in rows, which are padded
   * @param spare workspace of the same size
   */
  void form(double[] basis, double[] spare) {
    Arrays.fill(basis, 0);
    for (TridiagonalPart part : parts) {
      part.turnRows(basis, spare, system);
    }
  }
}
