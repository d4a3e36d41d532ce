package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Two halves of a tridiagonal matrix and the correction of rank one that makes them one: D + rho z
 * z^T with the eigenvalues of the halves in D. Its eigenvectors are plane rotations and a
 * permutation, which set {@link Deflation} apart, and a dense matrix whose order is what is left.
 */
final class MergePart extends TridiagonalPart {
  private final int middle;
  private final Deflation deflation;

  /** What is added at the middle: |e| times (1, 1) or (1, -1), outer product with itself. */
  private double tie;

  private int order;
  private int stride;
  private double[] rows = new double[0];
  private double[] poles = new double[RowLoops.PADDING];
  private double[] weights = new double[RowLoops.PADDING];

  MergePart(int begin, int middle, int end) {
    super(begin, end);
    this.middle = middle;
    deflation = new Deflation(begin, middle, end);
  }

  /** Takes the correction off the diagonal. */
  void tear(double[] d, double[] e) {
    tie = e[middle - 1];
    d[middle - 1] -= Math.abs(tie);
    d[middle] -= Math.abs(tie);
  }

  @Override
  boolean solve(TridiagonalSystem system) {
    double rho = deflation.split(tie, system);
    order = deflation.kept();
    stride = RowLoops.padded(order);
    if (order > 0) {
      SecularEquation secular = system.secular;
      deflation.load(system);
      secular.solve(order, rho);
      reserve();
      formVectors(secular, system);
    }
    deflation.storeValues(system);
    updateColumns(system);
    return true;
  }

  private void reserve() {
    if (rows.length < order * stride) {
      rows = new double[(end - begin) * RowLoops.padded(end - begin)];
      poles = new double[RowLoops.padded(end - begin)];
      weights = new double[poles.length];
    }
  }

  /** The weights that fit the roots exactly, in place of those the roots were computed from. */
  private void formVectors(SecularEquation secular, TridiagonalSystem system) {
    double[] products = system.output;
    secular.loops.weights(secular.poles, secular.shifts, secular.offsets, order, products);
    Arrays.fill(weights, 0);
    Arrays.fill(poles, 1 + 2 * Math.abs(secular.root(order - 1))); // padding: far from any root
    for (int i = 0; i < order; i++) {
      int at = deflation.placeOf(i);
      poles[at] = secular.poles[i];
      double size = Math.sqrt(Math.abs(products[i]));
      weights[at] = deflation.weightOf(i) < 0 ? -size : size;
    }
    secular.loops.vectors(poles, weights, secular.shifts, secular.offsets, order, rows);
  }

  /** The whole needs none; a part that begins or ends where the whole does needs one. */
  private void updateColumns(TridiagonalSystem system) {
    if (begin > 0) {
      Arrays.fill(system.firstColumn, middle, end, 0);
      apply(system.firstColumn, system);
    }
    if (end < system.n) {
      Arrays.fill(system.lastColumn, begin, middle, 0);
      apply(system.lastColumn, system);
    }
  }

  @Override
  void apply(double[] x, TridiagonalSystem system) {
    deflation.rotate(x);
    double[] in = system.input;
    deflation.gather(x, in);
    System.arraycopy(in, order, x, begin + order, end - begin - order);
    Arrays.fill(in, order, stride, 0);
    system.loops.timesVector(rows, stride, order, in, system.output);
    System.arraycopy(system.output, 0, x, begin, order);
  }

  @Override
  void applyInverse(double[] x, TridiagonalSystem system) {
    double[] out = system.output;
    Arrays.fill(out, 0, stride, 0);
    system.loops.addProduct(x, begin, order, 1, order, rows, 0, stride, stride, out, 0, stride);
    System.arraycopy(x, begin + order, out, order, end - begin - order);
    deflation.scatter(out, x);
    deflation.rotateBack(x);
  }

  @Override
  void turnRows(double[] basis, double[] spare, TridiagonalSystem system) {
    int s = system.stride;
    int width = RowLoops.padded(end - begin);
    deflation.rotateRows(basis, width, system);
    for (int p = 0; p < end - begin; p++) {
      int from = deflation.source(p) * s + begin;
      System.arraycopy(basis, from, spare, (begin + p) * s + begin, width);
    }
    for (int j = begin; j < begin + order; j++) {
      Arrays.fill(basis, j * s + begin, j * s + begin + width, 0);
    }
    int upper = deflation.reachingUpper();
    int lower = order - deflation.reachingLower();
    int at = begin * s + begin;
    int half = middle - begin;
    system.loops.addProduct(rows, 0, stride, order, upper, spare, at, s, half, basis, at, s);
    system.loops.addProduct(
        rows,
        lower,
        stride,
        order,
        order - lower,
        spare,
        at + lower * s + half,
        s,
        width - half,
        basis,
        at + half,
        s);
    for (int p = begin + order; p < end; p++) {
      System.arraycopy(spare, p * s + begin, basis, p * s + begin, width);
    }
  }
}
