package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Rows that are gathered for a product with themselves, padded to whole tiles of registers. One for
 * each worker.
 */
final class Panel {
  /** Doubles in a panel: 32 KiB, at most a first-level cache, so that every tile finds it there. */
  private static final int SIZE = 4096;

  /**
   * Rows that a register adds up one after the other. Where they are equal, as repeated rows are,
   * all are rounded the same way: by up to half as many units.
   */
  private static final int MOST_ROWS = 64;

  /** A panel of fewer rows would spend its time on loading and storing the triangle. */
  private static final int LEAST_ROWS = 32;

  /** d, padded. */
  final int width;

  /** Rows there is room for. */
  final int rows;

  /** d, padded for floats. */
  final int floatWidth;

  /** Rows of floats there is room for. */
  final int floatRows;

  private double[] data;
  private float[] floats;
  private float[] floatTriangle;

  Panel(int dimension, Kernels kernels) {
    width = padded(dimension, kernels.columns());
    floatWidth = padded(dimension, kernels.floatColumns());
    rows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, SIZE / width));
    floatRows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, 2 * SIZE / floatWidth));
  }

  private static int padded(int dimension, int columns) {
    return (dimension + columns - 1) / columns * columns;
  }

  /** rows x width; columns from d on are 0. */
  double[] data() {
    if (data == null) {
      data = new double[rows * width];
    }
    return data;
  }

  /** floatRows x floatWidth; columns from d on are 0. */
  float[] floats() {
    if (floats == null) {
      floats = new float[floatRows * floatWidth];
      floatTriangle = new float[floatWidth * floatWidth];
    }
    return floats;
  }

  /** floatWidth x floatWidth, filled with 0. */
  float[] clearedTriangle() {
    Arrays.fill(floatTriangle, 0);
    return floatTriangle;
  }
}
