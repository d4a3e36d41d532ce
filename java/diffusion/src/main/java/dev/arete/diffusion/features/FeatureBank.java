package dev.arete.diffusion.features;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Many linear functions of the same random features, A f(x, t), for the cost of the features once.
 *
 * <p>Any thread may call; the offsets of the last time are kept. A row's result does not depend on
 * its batch. Cost p (2 d + 2 outputs + 2) operations a point.
 */
public final class FeatureBank {
  /** Points worked on together, so that the inner loop runs over them in vector registers. */
  private static final int LANES = 64;

  private final RandomFeatures features;
  private final int outputs;
  private final double[] halfLayer;
  private volatile TimeOffsets last = new TimeOffsets(Double.NaN, null);

  @SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
  private record TimeOffsets(double time, double[] offsets) {}

  /**
   * Creates a bank.
   *
   * @param features the fixed layer
   * @param layer A, row-major outputs x p; copied
   * @throws IllegalArgumentException if the length is no multiple of p
   */
  public FeatureBank(RandomFeatures features, double[] layer) {
    if (layer.length == 0 || layer.length % features.count() != 0) {
      throw new IllegalArgumentException(
          layer.length + " entries are no rows of " + features.count() + " features");
    }
    this.features = features;
    this.outputs = layer.length / features.count();
    // relu(u) = (u + |u|)/2 without a branch; the half goes here.
    double scale = 0.5 / Math.sqrt(features.count());
    this.halfLayer = Arrays.stream(layer).map(v -> v * scale).toArray();
  }

  /**
   * Returns the number of functions.
   *
   * @return rows of A
   */
  public int outputs() {
    return outputs;
  }

  private double[] offsets(double time) {
    TimeOffsets known = last;
    if (known.time() != time) {
      known = new TimeOffsets(time, features.offsets(time));
      last = known;
    }
    return known.offsets();
  }

  /**
   * Evaluates the functions.
   *
   * @param time diffusion time t
   * @param points row-major count x d; not changed, not kept
   * @param count number of points
   * @param values receives row-major count x outputs
   */
  public void evaluate(double time, double[] points, int count, double[] values) {
    double[] offsets = offsets(time);
    int blocks = (count + LANES - 1) / LANES;
    IntStream range = IntStream.range(0, blocks);
    (blocks > 1 ? range.parallel() : range)
        .forEach(
            block -> {
              int from = block * LANES;
              evaluate(offsets, points, from, Math.min(count, from + LANES), values);
            });
  }

  private void evaluate(double[] offsets, double[] points, int from, int to, double[] values) {
    int d = features.dimension();
    int p = offsets.length;
    double[] x = new double[d * LANES];
    double[] sums = new double[outputs * LANES];
    for (int row = from; row < to; row++) {
      for (int axis = 0; axis < d; axis++) {
        x[axis * LANES + row - from] = points[row * d + axis];
      }
    }
    double[] relu = new double[LANES];
    for (int j = 0; j < p; j++) {
      Arrays.fill(relu, offsets[j]);
      for (int axis = 0; axis < d; axis++) {
        addTo(relu, 0, features.pointWeights()[j * d + axis], x, axis * LANES);
      }
      rectify(relu);
      for (int k = 0; k < outputs; k++) {
        addTo(sums, k * LANES, halfLayer[k * p + j], relu, 0);
      }
    }
    for (int row = from; row < to; row++) {
      for (int k = 0; k < outputs; k++) {
        values[row * outputs + k] = sums[k * LANES + row - from];
      }
    }
  }

  private static void addTo(double[] sum, int at, double factor, double[] values, int from) {
    for (int lane = 0; lane < LANES; lane++) {
      sum[at + lane] += factor * values[from + lane];
    }
  }

  private static void rectify(double[] values) {
    for (int lane = 0; lane < LANES; lane++) {
      values[lane] += Math.abs(values[lane]);
    }
  }
}
