package dev.arete.cuda;

/**
 * The arrays of the moment passes for a number of rows: the structure Moments of moments.cuh. What
 * is not wanted is null.
 */
final class MomentArrays {
  /** Scalar sums of a split, SUMS in moments.cuh. */
  private static final int SUMS = 6;

  /** Tiles that are looked at first, LOOKS in moments.cuh. */
  private static final int LOOKS = 4;

  /** Numbers of a Look in screen.cu. */
  private static final int LOOKED = 3;

  private final Words<MomentWord> words = new Words<>(MomentWord.class);
  private final DeviceMixture data;
  private final int dimension;
  private final boolean hasSpread;
  private final int rows;

  /** Which moments are wanted; each needs those before it. */
  enum Order {
    SHIFT,
    SPREAD,
    THIRD
  }

  MomentArrays(
      Layout layout, long rowCount, int rows, DeviceMixture data, Units units, Order order) {
    this.data = data;
    this.rows = rows;
    this.dimension = units.dimension();
    this.hasSpread = order != Order.SHIFT;
    double variance = units.variance();
    words
        .set(MomentWord.ROW_COUNT, rowCount)
        .set(MomentWord.DIMENSION, (long) dimension)
        .set(MomentWord.VARIANCE, units.deviceVariance())
        .set(MomentWord.TOTAL, (long) data.count())
        .set(MomentWord.SPLIT_LENGTH, (long) data.splits().length())
        .set(MomentWord.SPLITS, (long) data.splits().count())
        .set(MomentWord.LOG_WEIGHT, data.largestLogWeight())
        .set(MomentWord.SHARE, units.numbers().roundoff() / 8)
        .set(
            MomentWord.LOG_NORMALISER,
            0.5 * dimension * (Math.log(2 * Math.PI) + Math.log(variance)));
    if (data.isTiled()) {
      placeBoxes(layout, units.numbers());
    }
    if (isScreened()) {
      placeScreening(layout, units.numbers());
    }
    placeAnchors(layout, units.numbers());
    placeSums(layout, units.numbers());
    if (hasSpread) {
      placeSpread(layout, order == Order.THIRD);
    }
  }

  private void placeBoxes(Layout layout, Numbers numbers) {
    words
        .set(MomentWord.TILE_BOX, data.tileBoxes())
        .set(MomentWord.GROUP_BOX, data.groupBoxes())
        .set(MomentWord.TILES, (long) data.tiles())
        .set(MomentWord.GROUPS, (long) data.groups())
        .set(MomentWord.FLOOR, numbers.place(layout, rows))
        .set(MomentWord.VISITED, layout.doubles(rows));
  }

  private void placeScreening(Layout layout, Numbers numbers) {
    LeadingCoordinates.Addresses leading = data.leadingCoordinates();
    words
        .set(MomentWord.TILES, (long) data.tiles())
        .set(MomentWord.AXES, leading.axes())
        .set(MomentWord.MIDDLE, leading.middle())
        .set(MomentWord.LEADING, leading.leading())
        .set(MomentWord.COST, leading.cost())
        .set(MomentWord.LEADING_BOX, leading.boxes())
        .set(MomentWord.FLOOR, numbers.place(layout, rows))
        .set(MomentWord.PLACE, layout.floats((long) rows * LeadingCoordinates.AXES))
        .set(MomentWord.REMOTE, layout.doubles(rows))
        .set(MomentWord.NEAREST, layout.ints((long) rows * LOOKS))
        .set(MomentWord.LOOKED, layout.doubles((long) rows * LOOKED))
        .set(MomentWord.REACH, layout.floats(rows))
        .set(MomentWord.CANDIDATES, layout.ints(rows));
  }

  /** Places an order of the rows, in which neighbours are side by side; filled by the caller. */
  MomentArrays withOrder(Layout layout) {
    if (data.isTiled()) {
      words.set(MomentWord.ORDER, layout.ints(rows));
    }
    return this;
  }

  private void placeAnchors(Layout layout, Numbers numbers) {
    long coordinates = (long) rows * dimension;
    long parts = (long) rows * data.splits().count();
    words
        .set(MomentWord.Y_HIGH, numbers.place(layout, coordinates))
        .set(MomentWord.Y_LOW, numbers.placeLow(layout, coordinates))
        .set(MomentWord.PART_EXPONENT, numbers.place(layout, parts))
        .set(MomentWord.PART_HIGH, numbers.place(layout, parts * dimension))
        .set(MomentWord.PART_LOW, numbers.placeLow(layout, parts * dimension))
        .set(MomentWord.PART_PRIOR, numbers.place(layout, parts))
        .set(MomentWord.ANCHOR_HIGH, numbers.place(layout, coordinates))
        .set(MomentWord.ANCHOR_LOW, numbers.placeLow(layout, coordinates))
        .set(MomentWord.TWICE_OFFSET, numbers.place(layout, coordinates))
        .set(MomentWord.ANCHOR_PRIOR, numbers.place(layout, rows));
  }

  private void placeSums(Layout layout, Numbers numbers) {
    long coordinates = (long) rows * dimension;
    long parts = (long) rows * data.splits().count();
    words
        .set(MomentWord.PART_SUMS, layout.doubles(parts * SUMS))
        .set(MomentWord.PART_OFFSET, layout.doubles(parts * dimension))
        .set(MomentWord.MEAN, numbers.place(layout, coordinates))
        .set(MomentWord.REFERENCE, numbers.place(layout, rows))
        .set(MomentWord.CUT, numbers.place(layout, rows))
        .set(MomentWord.TOTAL_R, layout.doubles(rows))
        .set(MomentWord.LOG_DENSITY, layout.doubles(rows))
        .set(MomentWord.NEIGHBOURS, layout.doubles(rows))
        .set(MomentWord.SHIFT, layout.doubles(coordinates))
        .set(MomentWord.DROPPED, layout.doubles(rows))
        .set(MomentWord.ANCHOR_ENERGY, layout.doubles(rows));
    if (isScreened() || (hasSpread && !data.isTiled())) {
      words.set(MomentWord.SURVIVORS, layout.ints(parts * (data.splits().length() / Integer.SIZE)));
    }
  }

  private void placeSpread(Layout layout, boolean third) {
    long parts = (long) rows * data.splits().count();
    long d = dimension;
    words
        .set(MomentWord.PART_SPREAD, layout.doubles(parts * (d * (d + 1) / 2)))
        .set(MomentWord.RATIO, layout.doubles(rows * d * d));
    if (!data.isTiled()) {
      words.set(MomentWord.LISTED, layout.ints(rows));
    }
    if (third) {
      long entries = d * (d + 1) * (d + 2) / 6;
      words
          .set(MomentWord.PART_THIRD, layout.doubles(parts * entries))
          .set(MomentWord.THIRD, layout.doubles(rows * entries));
    }
  }

  /**
   * Sets what may be left out of a sum, relative to it. Tests leave out more than rounding hides.
   */
  void leaveOut(double share) {
    words.set(MomentWord.SHARE, share);
  }

  /** Address of an array, or 0. */
  long address(MomentWord array) {
    return words.get(array);
  }

  /** Whether the centres that matter to a row are listed first, where they are few. */
  boolean isScreened() {
    return data.leadingCoordinates() != null;
  }

  boolean hasSpread() {
    return hasSpread;
  }

  DeviceMixture data() {
    return data;
  }

  /** The structure for kernels that do not look at the data. */
  long[] argument() {
    return words.argument();
  }

  /** The structure with a tile of the data. */
  long[] argument(DeviceMixture.Tile tile) {
    return words
        .copy()
        .set(MomentWord.CENTRE_HIGH, tile.high())
        .set(MomentWord.CENTRE_LOW, tile.low())
        .set(MomentWord.PRIOR, tile.prior())
        .set(MomentWord.COUNT, (long) tile.count())
        .set(MomentWord.FIRST_SPLIT, (long) tile.firstSplit())
        .argument();
  }
}
