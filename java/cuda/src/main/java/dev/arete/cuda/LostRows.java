package dev.arete.cuda;

import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.Monitor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows of a projection whose frames the device cannot give: finds them, has them computed by the
 * host, and puts the frames where the device looks for its own.
 */
final class LostRows {
  private final CudaDevice device;
  private final HostFrames host;
  private final Units units;
  private final RidgeArrays arrays;
  private final int queries;
  private final int tangent;
  private final int dimension;
  private boolean attending;

  LostRows(
      CudaDevice device,
      HostFrames host,
      Units units,
      RidgeArrays arrays,
      int queries,
      int tangent) {
    this.device = device;
    this.host = host;
    this.units = units;
    this.arrays = arrays;
    this.queries = queries;
    this.tangent = tangent;
    this.dimension = units.dimension();
  }

  /** Indices of the rows that are marked. */
  static int[] marked(int[] needs) {
    return IntStream.range(0, needs.length).filter(row -> needs[row] != 0).toArray();
  }

  /** Hears the device's counter of rows that wait. */
  void hear(int waiting) {
    if (waiting != 0) {
      device.staging().uploadInt(arrays.address(RidgeWord.WAITING), 0);
      attending = true;
    }
  }

  /** Whether the next step needs {@link #give}. */
  boolean isAttending() {
    return attending;
  }

  /**
   * Gives the frames that are needed. Attention ends where there are none.
   *
   * @param rows rows in use, with moments and eigensystems
   * @param monitor asked whether to stop
   */
  void give(int rows, Monitor monitor) {
    Staging staging = device.staging();
    device
        .kernels()
        .launch(
            Launch.threads("ridge_check", rows), arrays.argument(), new long[] {arrays.needs()});
    int[] lost = marked(staging.downloadInts(arrays.needs(), rows));
    double[] turns = new double[rows];
    int[] reasons = new int[rows];
    Arrays.fill(turns, Double.NaN);
    if (lost.length > 0) {
      EvaluationOutputs frames = evaluate(points(lost, rows), lost.length, monitor);
      for (int i = 0; i < lost.length; i++) {
        turns[lost[i]] = frames.turn()[i];
        reasons[lost[i]] = frames.reason()[i];
        upload(frames, i, lost[i]);
      }
    }
    staging.upload(arrays.address(RidgeWord.GIVEN), turns, 0, rows);
    staging.upload(arrays.address(RidgeWord.GIVEN_REASON), reasons, 0, rows);
    attending = lost.length > 0;
  }

  /** Where the queries of some rows are, in the units of the user. */
  private double[] points(int[] lost, int rows) {
    Staging staging = device.staging();
    int[] active = staging.downloadInts(arrays.active(), rows);
    double[] all = new double[queries * dimension];
    units.download(staging, arrays.address(RidgeWord.POINT), all, 0, queries);
    double[] points = new double[lost.length * dimension];
    for (int i = 0; i < lost.length; i++) {
      System.arraycopy(all, active[lost[i]] * dimension, points, i * dimension, dimension);
    }
    return points;
  }

  private EvaluationOutputs evaluate(double[] points, int count, Monitor monitor) {
    EvaluationOutputs outputs =
        new EvaluationOutputs(
            null,
            null,
            null,
            null,
            null,
            new double[count * dimension],
            new double[count * dimension * dimension],
            new double[count],
            null,
            null,
            new byte[count],
            new double[count],
            new double[count],
            null,
            null);
    host.evaluate(points, count, tangent, outputs, monitor);
    return outputs;
  }

  private void upload(EvaluationOutputs frames, int from, int row) {
    Staging staging = device.staging();
    long at = (long) row * dimension;
    staging.upload(
        arrays.address(RidgeWord.VALUES) + at * Double.BYTES, ratios(frames, from), 0, dimension);
    staging.upload(
        arrays.address(RidgeWord.VECTORS) + at * dimension * Double.BYTES,
        frames.eigenvectors(),
        from * dimension * dimension,
        dimension * dimension);
  }

  /** mu_j/h of a point; the two on both sides of the gap keep the digits that it has. */
  private double[] ratios(EvaluationOutputs frames, int from) {
    double[] ratios = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      ratios[j] = 1 + frames.eigenvalues()[from * dimension + j] * units.variance();
    }
    double gap = frames.eigengap()[from] * units.variance();
    if (frames.relativeGap()[from] > 0) {
      ratios[tangent - 1] = gap / frames.relativeGap()[from];
      ratios[tangent] = ratios[tangent - 1] - gap;
    }
    return ratios;
  }
}
