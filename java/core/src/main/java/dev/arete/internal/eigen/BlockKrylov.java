package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Block Lanczos method with full orthogonalisation for the largest eigenvalues of a {@link
 * SymmetricOperator}: an orthonormal basis Q of the block Krylov space of A, the projection T = Q A
 * Q^T, and the Ritz pairs of T with bounds on their residuals. A block may hold vectors that are
 * known to be near eigenvectors beside random ones; rows of the next block that are shorter than a
 * given bound are dropped, and what they would have added stays in the residuals. Holds its
 * workspace; not thread-safe.
 *
 * <p>Cost of a step with b vectors on m that are there: b products with A, 4 to 8 m b d for
 * orthogonality, and O(m^3) for the Ritz pairs. Memory: d numbers for each vector, and 2 m^2.
 * Source: Golub and Underwood (1977), with Gram and Schmidt twice (Giraud and others 2005).
 */
public final class BlockKrylov {
  /** A row that keeps less than this share of its length is made orthogonal once more. */
  private static final double CANCELLED = 0x1p-10;

  /** A starting row of which less is left repeats the others. */
  private static final double DEPENDENT = 0x1p-40;

  private final int d;
  private final int capacity;
  private final int widest;
  private final BlockLoops loops;
  private final RowLoops rowLoops;
  private final double[] basis;
  private final double[] projected;
  private final double[] dropped;
  private final double[] factors;
  private final double[] links;
  private final double[] values;
  private final double[] coordinates;
  private double[] packed = new double[0];
  private SymmetricEigenSolver solver;
  private int order;
  private int lastBlock;
  private int applied;
  private int open;
  private int steps;

  /**
   * Allocates the workspace.
   *
   * @param dimension d, the order of A
   * @param capacity most vectors in the basis
   * @param widest most vectors in a block
   * @param loops loops on blocks
   * @param rowLoops loops of the eigensolver
   */
  public BlockKrylov(int dimension, int capacity, int widest, BlockLoops loops, RowLoops rowLoops) {
    this.d = dimension;
    this.capacity = capacity;
    this.widest = widest;
    this.loops = loops;
    this.rowLoops = rowLoops;
    basis = new double[capacity * d];
    projected = new double[capacity * capacity];
    dropped = new double[capacity];
    factors = new double[capacity * widest];
    links = new double[widest * widest];
    values = new double[capacity];
    coordinates = new double[capacity];
  }

  /**
   * Returns the bytes that a workspace takes.
   *
   * @param dimension d
   * @param capacity most vectors in the basis
   * @return bytes
   */
  public static long bytes(int dimension, int capacity) {
    // T twice, the eigensolver's copy, and its rotations
    return 8L * capacity * (dimension + 8L * capacity);
  }

  /** Begins with an empty basis. */
  public void clear() {
    applied = 0;
    open = 0;
    steps = 0;
    lastBlock = 0;
  }

  /**
   * Adds a row to the first block, unless it depends on those that are there.
   *
   * @param rows holds the row
   * @param from index of its first number
   */
  public void add(double[] rows, int from) {
    int at = open * d;
    System.arraycopy(rows, from, basis, at, d);
    double before = norm(at);
    if (before > 0) {
      scale(at, 1 / before);
      remove(0, open, open);
      remove(0, open, open);
      double after = norm(at);
      if (after > DEPENDENT) {
        scale(at, 1 / after);
        open += after < CANCELLED ? purified() : 1;
      }
    }
  }

  /** What little was left of a row is cleaned of the others again; always 1. */
  private int purified() {
    remove(0, open, open);
    scale(open * d, 1 / norm(open * d));
    return 1;
  }

  /**
   * Returns whether there is a block to expand and room for the next.
   *
   * @return true if {@link #expand} may be called
   */
  public boolean isExpandable() {
    return open > 0 && applied + 2 * open <= capacity;
  }

  /**
   * Returns whether the basis spans an invariant subspace, as far as what was dropped lets it.
   *
   * @return true if there is no next block
   */
  public boolean isComplete() {
    return open == 0;
  }

  /**
   * Multiplies the newest block by A and makes the next one of it.
   *
   * @param operator A
   * @param least rows of the next block that are shorter are dropped
   */
  public void expand(SymmetricOperator operator, double least) {
    int count = open;
    int next = applied + count;
    operator.apply(basis, applied * d, count, basis, next * d);
    for (int j = 0; j < count; j++) {
      Arrays.fill(projected, (applied + j) * capacity, (applied + j) * capacity + next, 0);
    }
    orthogonalise(next, count);
    orthogonalise(next, count);
    mirror(count);
    lastBlock = applied;
    applied = next;
    open = reduce(count, least);
    steps++;
  }

  /** Takes the basis out of the rows from {@code next} on and adds what it was to T. */
  private void orthogonalise(int next, int count) {
    loops.products(basis, 0, next, basis, next * d, count, d, factors, count);
    for (int i = 0; i < next; i++) {
      for (int j = 0; j < count; j++) {
        projected[(applied + j) * capacity + i] += factors[i * count + j];
        factors[i * count + j] = -factors[i * count + j];
      }
    }
    loops.addCombinations(basis, 0, next, factors, count, basis, next * d, count, d);
  }

  /** Both triangles inside the block were computed; they agree to rounding. */
  private void mirror(int count) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        int lower = (applied + i) * capacity + applied + j;
        int upper = (applied + j) * capacity + applied + i;
        projected[lower] = 0.5 * (projected[lower] + projected[upper]);
      }
    }
  }

  /** Makes the rows behind the basis orthonormal, and returns how many are left. */
  private int reduce(int count, double least) {
    Arrays.fill(links, 0);
    int kept = 0;
    boolean cancelled = false;
    for (int j = 0; j < count; j++) {
      int at = (applied + kept) * d;
      System.arraycopy(basis, (applied + j) * d, basis, at, d);
      double before = norm(at);
      link(applied, kept, j);
      link(applied, kept, j);
      double after = norm(at);
      dropped[lastBlock + j] = after > least ? 0 : after;
      if (after > least) {
        scale(at, 1 / after);
        links[kept * widest + j] = after;
        cancelled |= after < CANCELLED * before;
        kept++;
      }
    }
    if (cancelled) {
      purify(kept);
    }
    return kept;
  }

  /** Takes the kept rows out of the next one, and notes how much they were. */
  private void link(int first, int kept, int column) {
    remove(first, kept, first + kept);
    for (int i = 0; i < kept; i++) {
      links[i * widest + column] -= factors[i];
    }
  }

  /** Cleans rows of which little was left of the basis and of each other. */
  private void purify(int kept) {
    if (kept == 0) {
      return;
    }
    loops.products(basis, 0, applied, basis, applied * d, kept, d, factors, kept);
    for (int i = 0; i < applied * kept; i++) {
      factors[i] = -factors[i];
    }
    loops.addCombinations(basis, 0, applied, factors, kept, basis, applied * d, kept, d);
    for (int j = 0; j < kept; j++) {
      remove(applied, j, applied + j);
      scale((applied + j) * d, 1 / norm((applied + j) * d));
    }
  }

  /** Takes rows out of another one; {@link #factors} holds minus the products afterwards. */
  private void remove(int first, int count, int row) {
    loops.products(basis, first * d, count, basis, row * d, 1, d, factors, 1);
    for (int i = 0; i < count; i++) {
      factors[i] = -factors[i];
    }
    loops.addCombinations(basis, first * d, count, factors, 1, basis, row * d, 1, d);
  }

  private double norm(int at) {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      sum += basis[at + k] * basis[at + k];
    }
    return Math.sqrt(sum);
  }

  private void scale(int at, double factor) {
    for (int k = 0; k < d; k++) {
      basis[at + k] *= factor;
    }
  }

  /** Computes the Ritz pairs of the basis that was multiplied so far. */
  public void solve() {
    if (order != applied) {
      order = applied;
      solver = new SymmetricEigenSolver(order, rowLoops);
    }
    if (packed.length < order * order) {
      packed = new double[order * order];
    }
    for (int i = 0; i < order; i++) {
      System.arraycopy(projected, i * capacity, packed, i * order, i + 1);
    }
    solver.factor(packed, 0, values, 0);
  }

  /**
   * Returns the number of Ritz pairs.
   *
   * @return vectors in the basis that were multiplied by A
   */
  public int order() {
    return order;
  }

  /**
   * Returns how many times a block was multiplied.
   *
   * @return calls of {@link #expand} since {@link #clear}
   */
  public int steps() {
    return steps;
  }

  /**
   * Returns a Ritz value.
   *
   * @param j number, 0 for the largest
   * @return the value, not above the eigenvalue with this number beyond rounding
   */
  public double value(int j) {
    return values[j];
  }

  /**
   * Bounds |A v - value v| of a Ritz pair. O(m^2).
   *
   * @param j number of the pair
   * @return the bound, without rounding
   */
  public double residual(int j) {
    Arrays.fill(coordinates, 0, order, 0);
    coordinates[j] = 1;
    solver.fromEigenbasis(coordinates, coordinates);
    double squares = 0;
    for (int r = 0; r < open; r++) {
      double sum = 0;
      for (int i = lastBlock; i < applied; i++) {
        sum += links[r * widest + i - lastBlock] * coordinates[i];
      }
      squares += sum * sum;
    }
    double missing = 0;
    for (int i = 0; i < order; i++) {
      missing += Math.abs(coordinates[i]) * dropped[i];
    }
    return Math.sqrt(squares) + missing;
  }

  /**
   * Computes the components of a vector along the Ritz vectors.
   *
   * @param x d numbers
   * @param out receives {@link #order} numbers
   */
  public void project(double[] x, double[] out) {
    loops.products(basis, 0, order, x, 0, 1, d, coordinates, 1);
    solver.toEigenbasis(coordinates, out);
  }

  /**
   * Adds the vector with given components along the Ritz vectors.
   *
   * @param components {@link #order} numbers
   * @param out d numbers to add to
   */
  public void expand(double[] components, double[] out) {
    solver.fromEigenbasis(components, coordinates);
    loops.addCombinations(basis, 0, order, coordinates, 1, out, 0, 1, d);
  }

  /**
   * Forms the first Ritz vectors.
   *
   * @param count how many, at most {@link #order} and at most a block
   * @param out receives them, d numbers each
   */
  public void vectors(int count, double[] out) {
    for (int j = 0; j < count; j++) {
      Arrays.fill(coordinates, 0, order, 0);
      coordinates[j] = 1;
      solver.fromEigenbasis(coordinates, coordinates);
      for (int i = 0; i < order; i++) {
        factors[i * count + j] = coordinates[i];
      }
    }
    Arrays.fill(out, 0, count * d, 0);
    loops.addCombinations(basis, 0, order, factors, count, out, 0, count, d);
  }
}
