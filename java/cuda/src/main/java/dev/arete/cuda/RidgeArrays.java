package dev.arete.cuda;

import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;

/**
 * The arrays of a projection for a number of queries: moments and frames of the rows, the structure
 * RidgeRun of ridge.cuh with the state of the queries, and the list of active queries.
 */
final class RidgeArrays {
  /** Below this tolerance, and up to this dimension, the exact Jacobian is used from the start. */
  private static final double EXACT_TOLERANCE = 1e-6;

  static final int EXACT_DIMENSION = 4;

  private final Words<RidgeWord> words = new Words<>(RidgeWord.class);
  private final MomentArrays moments;
  private final Words<EigenWord> batch;
  private final long rowCount;
  private final long active;

  RidgeArrays(
      Layout layout, int queries, DeviceMixture data, Units units, ProjectionSettings settings) {
    int d = units.dimension();
    rowCount = layout.ints(1);
    active = layout.ints(queries);
    MomentArrays.Order order =
        needsThird(settings, d) ? MomentArrays.Order.THIRD : MomentArrays.Order.SPREAD;
    moments = new MomentArrays(layout, rowCount, queries, data, units, order);
    long values = layout.doubles((long) queries * d);
    long vectors = layout.doubles((long) queries * d * d);
    batch = EigenPass.batch(rowCount, d, moments.address(MomentWord.RATIO), values, vectors);
    words
        .set(RidgeWord.ROW_COUNT, rowCount)
        .set(RidgeWord.ACTIVE, active)
        .set(RidgeWord.VALUES, values)
        .set(RidgeWord.VECTORS, vectors);
    setAim(units, settings);
    bindMoments();
    placeState(layout, queries, d);
  }

  private static boolean needsThird(ProjectionSettings settings, int dimension) {
    return settings.method() == RidgeMethod.NEWTON && dimension <= EXACT_DIMENSION;
  }

  private void setAim(Units units, ProjectionSettings settings) {
    words
        .set(RidgeWord.DIMENSION, (long) units.dimension())
        .set(RidgeWord.TANGENT, (long) settings.ridgeDimension())
        .set(RidgeWord.VARIANCE, units.deviceVariance())
        .set(RidgeWord.ROUNDOFF, units.numbers().roundoff())
        .set(RidgeWord.MARGIN, settings.beta() * units.variance())
        .set(RidgeWord.TOLERANCE, settings.tolerance())
        .set(RidgeWord.MAX_ITERATIONS, (long) settings.maxIterations())
        .set(RidgeWord.MIN_LOG_DENSITY, settings.minLogDensity())
        .set(RidgeWord.NEWTON, settings.method() == RidgeMethod.NEWTON ? 1L : 0L)
        .set(RidgeWord.TIGHT, settings.tolerance() < EXACT_TOLERANCE ? 1L : 0L);
  }

  private void bindMoments() {
    words
        .set(RidgeWord.LOG_DENSITY, moments.address(MomentWord.LOG_DENSITY))
        .set(RidgeWord.NEIGHBOURS, moments.address(MomentWord.NEIGHBOURS))
        .set(RidgeWord.SHIFT, moments.address(MomentWord.SHIFT))
        .set(RidgeWord.DROPPED, moments.address(MomentWord.DROPPED))
        .set(RidgeWord.THIRD, moments.address(MomentWord.THIRD));
  }

  private void placeState(Layout layout, int queries, int d) {
    long coordinates = (long) queries * d;
    for (RidgeWord array :
        new RidgeWord[] {
          RidgeWord.COMPONENT,
          RidgeWord.COEFFICIENT,
          RidgeWord.POINT,
          RidgeWord.ACCEPTED,
          RidgeWord.MEAN_SHIFT,
          RidgeWord.LAST_POINT,
          RidgeWord.LAST_STEP
        }) {
      words.set(array, layout.doubles(coordinates));
    }
    for (RidgeWord array :
        new RidgeWord[] {
          RidgeWord.RESIDUAL,
          RidgeWord.RADIUS,
          RidgeWord.ACCEPTED_DENSITY,
          RidgeWord.ACCEPTED_NEIGHBOURS,
          RidgeWord.NORMAL_RATIO,
          RidgeWord.GAP_RATIO
        }) {
      words.set(array, layout.doubles(queries));
    }
    for (RidgeWord array :
        new RidgeWord[] {
          RidgeWord.ITERATIONS, RidgeWord.REJECTED, RidgeWord.FLAGS, RidgeWord.STATUS
        }) {
      words.set(array, layout.ints(queries));
    }
  }

  MomentArrays moments() {
    return moments;
  }

  Words<EigenWord> batch() {
    return batch;
  }

  long address(RidgeWord array) {
    return words.get(array);
  }

  long rowCount() {
    return rowCount;
  }

  long active() {
    return active;
  }

  boolean hasThird() {
    return moments.address(MomentWord.THIRD) != 0;
  }

  /** The structure. */
  long[] argument() {
    return words.argument();
  }
}
