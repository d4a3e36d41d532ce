package dev.arete.cuda;

/** Eigenframes of rows: values and vectors of C / h, and what an evaluation reports of them. */
final class FrameArrays {
  private final Words<EigenWord> batch;
  private final Words<FrameWord> words = new Words<>(FrameWord.class);

  FrameArrays(
      Layout layout, int rows, MomentArrays moments, Units units, int tangent, boolean spectrum) {
    int dimension = units.dimension();
    long coordinates = (long) rows * dimension;
    long rowCount = moments.address(MomentWord.ROW_COUNT);
    batch = EigenPass.place(layout, rowCount, rows, dimension, moments.address(MomentWord.RATIO));
    words
        .set(FrameWord.ROW_COUNT, rowCount)
        .set(FrameWord.DIMENSION, (long) dimension)
        .set(FrameWord.TANGENT, (long) tangent)
        .set(FrameWord.ROUNDOFF, units.numbers().roundoff())
        .set(FrameWord.ENOUGH, units.numbers().enoughTurn())
        .set(FrameWord.GOOD, units.numbers().goodTurn())
        .set(FrameWord.IS_SINGLE, units.numbers().hasLowWord() ? 1L : 0L)
        .set(FrameWord.SPECTRUM, spectrum ? 1L : 0L)
        .set(FrameWord.VALUES, batch.get(EigenWord.VALUES))
        .set(FrameWord.VECTORS, batch.get(EigenWord.VECTORS))
        .set(FrameWord.SHIFT, moments.address(MomentWord.SHIFT))
        .set(FrameWord.DROPPED, moments.address(MomentWord.DROPPED))
        .set(FrameWord.ANCHOR_ENERGY, moments.address(MomentWord.ANCHOR_ENERGY))
        .set(FrameWord.COMPONENT, layout.doubles(coordinates))
        .set(FrameWord.GAP, layout.doubles(rows))
        .set(FrameWord.RELATIVE_GAP, layout.doubles(rows))
        .set(FrameWord.TURN, layout.doubles(rows))
        .set(FrameWord.DISTANCE, layout.doubles(rows))
        .set(FrameWord.STATUS, layout.ints(rows))
        .set(FrameWord.REASON, layout.ints(rows))
        .set(FrameWord.NEEDS, layout.ints(rows));
  }

  Words<EigenWord> batch() {
    return batch;
  }

  long[] argument() {
    return words.argument();
  }

  long address(FrameWord array) {
    return words.get(array);
  }
}
