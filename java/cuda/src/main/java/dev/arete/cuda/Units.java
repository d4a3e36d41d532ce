package dev.arete.cuda;

import dev.arete.spi.Mixture;

/**
 * Between the coordinates of the user and those of the device: v = (y - origin) 2^k with k such
 * that the variance of the device, h 4^k, lies in [0.5, 2). Multiplying by a power of two rounds
 * nothing. Doubles need no origin; floats get the middle of the data, which keeps their two words
 * exact to 2^-48 of the extent of the data.
 */
final class Units {
  /** Squares of larger numbers come near the end of the range of a float. */
  private static final double LARGEST_FLOAT = 1e18;

  private final Numbers numbers;
  private final int dimension;
  private final double variance;
  private final int exponent;
  private final double scale;
  private final double[] origin;

  Units(Mixture mixture, Numbers numbers) {
    this.numbers = numbers;
    this.dimension = mixture.dimension();
    this.variance = mixture.variance();
    this.exponent = -Math.floorDiv(Math.getExponent(variance) + 1, 2);
    this.scale = Math.scalb(1.0, exponent);
    this.origin = new double[dimension];
    if (numbers.hasLowWord()) {
      centre(mixture);
    }
  }

  /** The middle of the box around the centres. */
  private void centre(Mixture mixture) {
    for (int j = 0; j < dimension; j++) {
      double least = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < mixture.count(); i++) {
        double value = mixture.centres()[i * dimension + j];
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
      origin[j] = least / 2 + largest / 2;
    }
  }

  Numbers numbers() {
    return numbers;
  }

  int dimension() {
    return dimension;
  }

  /** h in the units of the user. */
  double variance() {
    return variance;
  }

  /** What lengths of the user are multiplied with, a power of two. */
  double scale() {
    return scale;
  }

  /** Where the coordinates of the device begin, in those of the user. */
  double[] origin() {
    return origin;
  }

  /** h in the units of the device. */
  double deviceVariance() {
    return Math.scalb(variance, 2 * exponent);
  }

  /**
   * Coordinate j of a point, for the device.
   *
   * @throws IllegalArgumentException if floats cannot hold it
   */
  double toDevice(double value, int j) {
    double scaled = (value - origin[j]) * scale;
    if (numbers.hasLowWord() && !(Math.abs(scaled) <= LARGEST_FLOAT)) {
      throw new IllegalArgumentException(
          "coordinate "
              + value
              + " lies "
              + Math.abs(scaled) / Math.sqrt(deviceVariance())
              + " standard deviations from the data, too far for FP32; use FP64");
    }
    return scaled;
  }

  /**
   * Checks points that are converted later.
   *
   * @throws IllegalArgumentException if floats cannot hold a coordinate
   */
  void check(double[] points) {
    for (int t = 0; t < points.length && numbers.hasLowWord(); t++) {
      toDevice(points[t], t % dimension);
    }
  }

  /** Coordinate j of a point of the device, for the user. */
  double fromDevice(double value, int j) {
    return value / scale + origin[j];
  }

  /** A length of the device, for the user. */
  double lengthFromDevice(double length) {
    return length / scale;
  }

  /** Copies points to the device as doubles. */
  void upload(Staging staging, long address, double[] points, int firstPoint, int count) {
    staging.upload(
        address,
        count * dimension,
        Double.BYTES,
        (buffer, from, length) -> {
          for (int t = from; t < from + length; t++) {
            buffer.putDouble(toDevice(points[firstPoint * dimension + t], t % dimension));
          }
        });
  }

  /** Copies points of doubles from the device. */
  void download(Staging staging, long address, double[] points, int firstPoint, int count) {
    int first = firstPoint * dimension;
    staging.download(address, points, first, count * dimension);
    for (int t = 0; t < count * dimension; t++) {
      points[first + t] = fromDevice(points[first + t], t % dimension);
    }
  }
}
