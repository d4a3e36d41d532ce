package dev.arete.internal.local;

import dev.arete.internal.eigen.BlockKrylov;
import java.util.Arrays;

/**
 * The leading directions of a posterior covariance of which only products are known, for d in the
 * hundreds and thousands and any number of neighbours: from a block Krylov space that begins with
 * the displacement to the posterior mean, the directions of the evaluation before, and random
 * vectors. All its Ritz vectors count as directions. The first k + 1 are exact as {@link
 * LeadingAccuracy} says; with the others a Newton step in the normal space is the Galerkin solution
 * in the Krylov space. Not thread-safe.
 */
final class LeadingBasis extends PartialBasis {
  /** Steps over all restarts after which the answer is what there is. */
  private static final int MAX_STEPS = 64;

  /** Turn by the iteration where the ridge residual is to have all digits that are promised. */
  private static final double TURN_FP64 = 1e-10;

  private static final double TURN_FP32 = 1e-5;

  /** Largest turn by the iteration: a status may be OK up to 1e-6. */
  private static final double LARGEST_TURN = 0x1p-21;

  /** Share of the tolerance of a projection that the turn may add to the residual. */
  private static final double TOLERANCE_SHARE = 0.01;

  /** The same as a share of the residual itself. */
  private static final double RESIDUAL_SHARE = 1e-3;

  /** Share of the wanted accuracy that rows left out of the Krylov space may cost together. */
  private static final double DROPPED = 0.1;

  /** Residuals up to so many times the tolerance count as those that may end a projection. */
  private static final double FINAL = 1.1;

  private final LeadingSpace space;
  private final BlockKrylov krylov;
  private final LeadingAccuracy accuracy;
  private final double rounding;
  private final double exact;
  private final double[] warm;
  private boolean isWarm;
  private int steps;
  private int random;
  private double allowed;
  private LocalMoments moments;
  private double[] parts;
  private boolean isSettled;
  private boolean isFinal;
  private double iterationTurn;

  /**
   * Allocates.
   *
   * @param dimension d
   * @param space shared by the frames of a worker
   * @param rounding error of an eigenvalue as a share of mu_1
   * @param single whether single precision is wanted
   */
  LeadingBasis(int dimension, LeadingSpace space, double rounding, boolean single) {
    super(dimension);
    this.space = space;
    this.krylov = space.krylov;
    this.accuracy = new LeadingAccuracy(krylov, dimension, space.wanted);
    this.rounding = rounding;
    this.exact = single ? TURN_FP32 : TURN_FP64;
    warm = new double[space.kept * d];
  }

  /** Forgets the directions of the evaluation before. */
  void forget() {
    isWarm = false;
  }

  @Override
  boolean isSettled() {
    return isSettled;
  }

  @Override
  double iterationTurn() {
    return iterationTurn;
  }

  /**
   * Decomposes.
   *
   * @param filled moments with an operator, which is asked during this call only
   * @param tolerance error of the ridge residual that does no harm, a length; 0 where all digits
   *     are wanted
   * @param ratios receives d Ritz values of C/h, descending; 0 where nothing is known
   * @param components receives d components of the shift, as {@link #split} gives them
   */
  void decompose(LocalMoments filled, double tolerance, double[] ratios, double[] components) {
    moments = filled;
    parts = components;
    allowed = tolerance * TOLERANCE_SHARE;
    steps = 0;
    rank = 0;
    iterationTurn = 0;
    Arrays.fill(ratios, 0);
    isSettled = !(moments.trace > 0);
    if (!isSettled) {
      accuracy.start(space.wanted - 1);
      iterate();
      accuracy.measure();
      iterationTurn = accuracy.turn();
      for (int j = 0; j < rank; j++) {
        ratios[j] = Math.max(krylov.value(j), 0) * moments.trace;
      }
    }
    split(moments.shift, components);
  }

  private void iterate() {
    do {
      begin();
      double dropped = noise(1);
      while (krylov.isExpandable() && !isSettled && steps < MAX_STEPS) {
        krylov.expand(moments.operator, dropped);
        krylov.solve();
        steps++;
        double turn = wantedTurn();
        isSettled =
            accuracy.isReached(noise(krylov.value(0)), turn, space.kept)
                && (!isFinal || accuracy.isNothingMissed(space.kept, random));
        double share = DROPPED / Math.sqrt(krylov.order());
        dropped = Math.max(noise(krylov.value(0)), accuracy.negligible(turn, share));
      }
      rank = Math.min(krylov.order(), d);
      keep();
    } while (!isSettled && steps < MAX_STEPS);
  }

  /** What rounding and dropped weights make of a product with C, with the trace as the unit. */
  private double noise(double largest) {
    return rounding * largest + moments.droppedRatio / moments.trace;
  }

  private void begin() {
    krylov.clear();
    krylov.add(moments.shift, 0);
    for (int j = 0; j < space.kept && isWarm; j++) {
      krylov.add(warm, j * d);
    }
    random = isWarm ? LeadingSpace.FRESH : space.kept;
    for (int j = 0; j < random; j++) {
      krylov.add(space.random, j * d);
    }
  }

  /** Keeps the leading directions for a restart or for the next evaluation. */
  private void keep() {
    isWarm = krylov.order() >= space.kept;
    if (isWarm) {
      krylov.vectors(space.kept, warm);
    }
  }

  /**
   * The turn that will do: far from the ridge a residual with a few digits is as good as any. The
   * turn by e of a space with the part t of the shift changes the residual by e t. Nor does it
   * matter there whether a direction was missed: the step is not the best then, and no more.
   */
  private double wantedTurn() {
    isFinal = true;
    if (allowed == 0) {
      return exact;
    }
    krylov.project(moments.shift, parts);
    double tangent = length(0, space.wanted - 1);
    double normal = length(space.wanted - 1, krylov.order());
    isFinal = normal * TOLERANCE_SHARE <= FINAL * allowed;
    double harmless = Math.max(allowed, RESIDUAL_SHARE * normal);
    return Math.min(LARGEST_TURN, Math.max(exact, harmless / tangent));
  }

  private double length(int from, int to) {
    double squares = 0;
    for (int j = from; j < to; j++) {
      squares += parts[j] * parts[j];
    }
    return Math.sqrt(squares);
  }

  @Override
  void projectKnown(double[] x, double[] out) {
    if (rank > 0) {
      krylov.project(x, out);
    }
  }

  @Override
  void expandKnown(double[] coordinates, double[] out) {
    if (rank > 0) {
      krylov.expand(coordinates, out);
    }
  }
}
