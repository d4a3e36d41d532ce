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

  @Override
  boolean solve(TridiagonalSystem system) {
    System.arraycopy(system.diagonal, begin, d, 0, order);
    System.arraycopy(system.offDiagonal, begin, e, 0, order - 1);
    e[order - 1] = 0;
    if (!ql.iterate(d, e)) {
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
