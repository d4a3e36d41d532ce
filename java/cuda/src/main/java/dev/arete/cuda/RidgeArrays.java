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
  private final long needs;

  RidgeArrays(
      Layout layout, int queries, DeviceMixture data, Units units, ProjectionSettings settings) {
    int d = units.dimension();
    rowCount = layout.ints(2); // and beside it whether a row waits: both are looked at together
    needs = layout.ints(queries);
    active = layout.ints(queries);
    MomentArrays.Order order =
        needsThird(settings, d) ? MomentArrays.Order.THIRD : MomentArrays.Order.SPREAD;
    moments = new MomentArrays(layout, rowCount, queries, data, units, order);
    batch = EigenPass.place(layout, rowCount, queries, d, moments.address(MomentWord.RATIO));
    words
        .set(RidgeWord.ROW_COUNT, rowCount)
        .set(RidgeWord.ACTIVE, active)
        .set(RidgeWord.VALUES, batch.get(EigenWord.VALUES))
        .set(RidgeWord.VECTORS, batch.get(EigenWord.VECTORS))
        .set(RidgeWord.GIVEN, layout.doubles(queries))
        .set(RidgeWord.GIVEN_REASON, layout.ints(queries))
        .set(RidgeWord.WAITING, rowCount + Integer.BYTES);
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
        .set(RidgeWord.ENOUGH, units.numbers().enoughTurn())
        .set(RidgeWord.GOOD, units.numbers().goodTurn())
        .set(RidgeWord.IS_SINGLE, units.numbers().hasLowWord() ? 1L : 0L)
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
        .set(RidgeWord.ANCHOR_ENERGY, moments.address(MomentWord.ANCHOR_ENERGY))
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
          RidgeWord.ITERATIONS,
          RidgeWord.REJECTED,
          RidgeWord.FLAGS,
          RidgeWord.STATUS,
          RidgeWord.REASON
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

  long needs() {
    return needs;
  }

  boolean hasThird() {
    return moments.address(MomentWord.THIRD) != 0;
  }

  /** The structure for rows whose frames the device has. */
  long[] argument() {
    return words.argument();
  }

  /** The structure for rows of which the host has given the frames that the device lacks. */
  long[] attended() {
    return words.copy().set(RidgeWord.ATTENDED, 1L).argument();
  }
}
