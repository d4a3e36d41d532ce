package dev.arete.internal.eigen;

import java.util.Arrays;

/** A part that is not divided further: implicit QL, its rotations multiplied into a matrix. */
final class LeafPart extends TridiagonalPart {
  private final int order;
  private final int stride;
  private final ImplicitQl ql;
  private final double[] d;
  private final double[] e;
  private final double[] basis;

  LeafPart(int begin, int end) {
    super(begin, end);
    order = end - begin;
    stride = RowLoops.padded(order);
    ql = new ImplicitQl(order);
    d = new double[order];
    e = new double[order];
    basis = new double[order * stride];
  }

  /**
   * Iterates, for two leaves at a time.
   *
   * @param other another leaf, or null
   * @param system holds the matrix
   */
  void iterate(LeafPart other, TridiagonalSystem system) {
    load(system);
    boolean hasNext = ql.next();
    if (other != null) {
      other.load(system);
      boolean otherHasNext = other.ql.next();
      while (hasNext && otherHasNext) {
        ImplicitQl.sweepTogether(ql, other.ql);
        hasNext = ql.next();
        otherHasNext = other.ql.next();
      }
      other.finish(otherHasNext);
    }
    finish(hasNext);
  }

  private void load(TridiagonalSystem system) {
    System.arraycopy(system.diagonal, begin, d, 0, order);
    System.arraycopy(system.offDiagonal, begin, e, 0, order - 1);
    e[order - 1] = 0;
    ql.begin(d, e);
  }

  private void finish(boolean hasNext) {
    boolean isStarted = hasNext;
    while (isStarted) {
      ql.sweep();
      isStarted = ql.next();
    }
  }

  /** Takes what {@link #iterate} has left. */
  @Override
  boolean solve(TridiagonalSystem system) {
    if (!ql.isDone()) {
      return false;
    }
    Arrays.fill(basis, 0);
    for (int i = 0; i < order; i++) {
      basis[i * stride + i] = 1;
    }
    ql.turnRows(basis, stride, system.loops);
    System.arraycopy(d, 0, system.diagonal, begin, order);
    for (int i = 0; i < order; i++) {
      system.firstColumn[begin + i] = basis[i * stride];
      system.lastColumn[begin + i] = basis[i * stride + order - 1];
    }
    system.sort(begin, end);
    return true;
  }

  @Override
  void apply(double[] x, TridiagonalSystem system) {
    System.arraycopy(x, begin, system.input, 0, order);
    Arrays.fill(system.input, order, stride, 0);
    system.loops.timesVector(basis, stride, order, system.input, system.output);
    System.arraycopy(system.output, 0, x, begin, order);
  }

  @Override
  void applyInverse(double[] x, TridiagonalSystem system) {
    Arrays.fill(system.output, 0, stride, 0);
    system.loops.addProduct(
        x, begin, order, 1, order, basis, 0, stride, stride, system.output, 0, stride);
    System.arraycopy(system.output, 0, x, begin, order);
  }

  @Override
  void turnRows(double[] rows, double[] spare, TridiagonalSystem system) {
    for (int i = 0; i < order; i++) {
      System.arraycopy(basis, i * stride, rows, (begin + i) * system.stride + begin, order);
    }
  }
}
