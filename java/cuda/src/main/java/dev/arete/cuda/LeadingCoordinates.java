package dev.arete.cuda;

import dev.arete.internal.screening.ScaledCoordinates;
import dev.arete.spi.Mixture;
import java.util.Arrays;

/**
 * Leading coordinates of the centres, tile by tile and in each coordinate by coordinate, with boxes
 * around the tiles: what screen.cu tells far centres by. The arrays are on the device even where
 * the centres are not.
 */
final class LeadingCoordinates {
  /** Leading coordinates of a point, AXES in moments.cuh; those that it has not are 0. */
  static final int AXES = 8;

  private static final int TILE = CentreLayout.TILE;

  /** Lower sides, upper sides, least cost. */
  private static final int COMPONENTS = 2 * AXES + 1;

  private final CentreLayout centres;
  private final ScaledCoordinates coordinates;
  private final Units units;
  private final double largestLogWeight;
  private final int dimension;
  private final int tiles;

  LeadingCoordinates(CentreLayout centres, Units units, double largestLogWeight) {
    this.centres = centres;
    this.coordinates = centres.coordinates();
    this.units = units;
    this.largestLogWeight = largestLogWeight;
    this.dimension = units.dimension();
    this.tiles = (centres.mixture().count() + TILE - 1) / TILE;
  }

  /**
   * Where the arrays are, as moments.cuh describes them.
   *
   * @param axes address of AXES x d doubles
   * @param middle address of d doubles
   * @param leading address of tiles x AXES x TILE floats
   * @param cost address of tiles x TILE floats, or 0 where all weights are equal
   * @param boxes address of COMPONENTS x tiles floats
   */
  record Addresses(long axes, long middle, long leading, long cost, long boxes) {}

  int tiles() {
    return tiles;
  }

  Addresses place(Layout layout) {
    long stored = (long) tiles * TILE;
    return new Addresses(
        layout.doubles((long) AXES * dimension),
        layout.doubles(dimension),
        layout.floats(stored * AXES),
        centres.mixture().logWeights() == null ? 0 : layout.floats(stored),
        layout.floats((long) COMPONENTS * tiles));
  }

  void upload(Staging staging, Addresses to) {
    double[] axes = axes();
    staging.upload(to.axes(), axes, 0, axes.length);
    double[] middle = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      middle[j] = units.toDevice(coordinates.origin[j], j);
    }
    staging.upload(to.middle(), middle, 0, dimension);
    float[] boxes = new float[COMPONENTS * tiles];
    Arrays.fill(boxes, 0, AXES * tiles, Float.POSITIVE_INFINITY);
    Arrays.fill(boxes, AXES * tiles, 2 * AXES * tiles, Float.NEGATIVE_INFINITY);
    uploadCoordinates(staging, to.leading(), boxes);
    if (to.cost() != 0) {
      Arrays.fill(boxes, 2 * AXES * tiles, COMPONENTS * tiles, Float.POSITIVE_INFINITY);
      uploadCosts(staging, to.cost(), boxes);
    }
    staging.upload(
        to.boxes(),
        boxes.length,
        Float.BYTES,
        (buffer, from, length) -> {
          for (int t = from; t < from + length; t++) {
            buffer.putFloat(boxes[t]);
          }
        });
  }

  /** The axes for points in the units of the device. */
  private double[] axes() {
    double[] rows = Arrays.copyOf(coordinates.leadingAxes(), AXES * dimension);
    for (int t = 0; t < rows.length; t++) {
      rows[t] /= units.scale();
    }
    return rows;
  }

  private void uploadCoordinates(Staging staging, long address, float[] boxes) {
    ScaledCoordinates.Places places = coordinates.new Places(TILE);
    double[] points = new double[TILE * dimension];
    staging.upload(
        address,
        tiles,
        AXES * TILE * Float.BYTES,
        (buffer, from, length) -> {
          for (int tile = from; tile < from + length; tile++) {
            gather(tile, points);
            places.fill(points, 0, TILE);
            for (int t = 0; t < AXES * TILE; t++) {
              int axis = t / TILE;
              float x =
                  axis < coordinates.leading ? (float) places.rows[t % TILE * dimension + axis] : 0;
              buffer.putFloat(x);
              boxes[axis * tiles + tile] = Math.min(boxes[axis * tiles + tile], x);
              boxes[(AXES + axis) * tiles + tile] =
                  Math.max(boxes[(AXES + axis) * tiles + tile], x);
            }
          }
        });
  }

  private void gather(int tile, double[] points) {
    for (int i = 0; i < TILE; i++) {
      int centre = centres.centre(tile * TILE + i);
      System.arraycopy(
          centres.mixture().centres(), centre * dimension, points, i * dimension, dimension);
    }
  }

  private void uploadCosts(Staging staging, long address, float[] boxes) {
    Mixture mixture = centres.mixture();
    staging.upload(
        address,
        tiles * TILE,
        Float.BYTES,
        (buffer, from, length) -> {
          for (int i = from; i < from + length; i++) {
            double cost = largestLogWeight - mixture.logWeight(centres.centre(i));
            float low = (float) Numbers.FP32.down(cost);
            buffer.putFloat(low);
            int box = 2 * AXES * tiles + i / TILE;
            boxes[box] = Math.min(boxes[box], low);
          }
        });
  }
}
