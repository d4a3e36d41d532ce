package dev.arete.cuda;

import dev.arete.spi.Mixture;

/**
 * Boxes around the tiles of the centres and around groups of tiles, as box.cuh reads them: by
 * component, d lower sides, d upper sides, the largest and the least log weight.
 */
final class Boxes {
  private final CentreLayout centres;
  private final Units units;
  private final double largestLogWeight;
  private final int dimension;

  Boxes(CentreLayout centres, Units units, double largestLogWeight) {
    this.centres = centres;
    this.units = units;
    this.largestLogWeight = largestLogWeight;
    this.dimension = units.dimension();
  }

  /** How many boxes of so many centres there are; 0 where the centres are not in tiles. */
  int count(int size) {
    return centres.isTiled() ? (centres.mixture().count() + size - 1) / size : 0;
  }

  /** Places the boxes of so many centres each. */
  long place(Layout layout, int size) {
    return units.numbers().place(layout, (long) components() * count(size));
  }

  private int components() {
    return 2 * dimension + 2;
  }

  /** Copies the boxes of so many centres each to the device. */
  void upload(Staging staging, long address, int size) {
    int count = count(size);
    double[] values = new double[components() * count];
    for (int box = 0; box < count; box++) {
      fill(values, count, box, size);
    }
    Numbers numbers = units.numbers();
    staging.upload(
        address,
        values.length,
        numbers.bytes(),
        (buffer, from, length) -> {
          for (int t = from; t < from + length; t++) {
            boolean low = isLow(t / count);
            numbers.putHigh(buffer, low ? numbers.down(values[t]) : numbers.up(values[t]));
          }
        });
  }

  private boolean isLow(int component) {
    return component < dimension || component == 2 * dimension + 1;
  }

  private void fill(double[] values, int count, int box, int size) {
    Mixture mixture = centres.mixture();
    for (int c = 0; c < components(); c++) {
      values[c * count + box] = isLow(c) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    int end = (int) Math.min(mixture.count(), (box + 1L) * size);
    for (int place = box * size; place < end; place++) {
      int centre = centres.centre(place);
      for (int j = 0; j < dimension; j++) {
        double x = units.toDevice(mixture.centres()[centre * dimension + j], j);
        widen(values, count, box, j, dimension + j, x);
      }
      double prior = mixture.logWeight(centre) - largestLogWeight;
      widen(values, count, box, 2 * dimension + 1, 2 * dimension, prior);
    }
  }

  private static void widen(double[] values, int count, int box, int low, int high, double x) {
    values[low * count + box] = Math.min(values[low * count + box], x);
    values[high * count + box] = Math.max(values[high * count + box], x);
  }
}
