package dev.arete.cuda;

import dev.arete.spi.PathListener;
import dev.arete.spi.ProjectionOutputs;
import dev.arete.spi.ProjectionRequest;

/**
 * One projection request. A batch of queries stays on the device from its first iteration to its
 * last; the host reads one counter every few iterations.
 */
final class Projection {
  /** Most iterations between two looks at the counter: enough to hide its latency. */
  private static final int MOST_STEPS = 4;

  /** Iterations that take longer are looked at one by one: work in the queue cannot be stopped. */
  private static final double SECONDS_BETWEEN_LOOKS = 0.1;

  private final CudaDevice device;
  private final DeviceMixture data;
  private final HostFrames host;
  private final Units units;
  private final Queries queries;
  private final ProjectionRequest request;
  private final int dimension;

  Projection(Loaded engine, Queries queries, ProjectionRequest request) {
    this.device = engine.device();
    this.data = engine.data();
    this.host = engine.host();
    this.units = engine.units();
    this.queries = queries;
    this.request = request;
    this.dimension = units.dimension();
  }

  private RidgeArrays place(Layout layout, int count) {
    return new RidgeArrays(layout, count, data, units, request.settings());
  }

  void run() {
    int first = 0;
    while (first < request.count() && !request.monitor().cancelled()) {
      Scratch.Placed<RidgeArrays> placed =
          device.scratch().place(request.count() - first, this::place);
      if (project(placed.arrays(), first, placed.rows())) {
        store(placed.arrays(), first, placed.rows());
      }
      first += placed.rows();
    }
  }

  /** Returns whether all queries ended; false where the request was cancelled. */
  private boolean project(RidgeArrays arrays, int first, int count) {
    long points = arrays.address(RidgeWord.POINT);
    queries.load(points, first, count);
    device
        .kernels()
        .launch(
            Launch.threads("ridge_start", count),
            arrays.argument(),
            new long[] {arrays.active()},
            new long[] {arrays.rowCount()},
            new int[] {count});
    new MomentPass(device.kernels(), units).sort(points, arrays.active(), count);
    LostRows lost =
        new LostRows(device, host, units, arrays, count, request.settings().ridgeDimension());
    try (IterationPass pass = new IterationPass(device, units, arrays, lost)) {
      return iterate(arrays, lost, pass, first, count);
    }
  }

  private boolean iterate(
      RidgeArrays arrays, LostRows lost, IterationPass pass, int first, int count) {
    PathReader paths =
        request.paths() == null ? null : new PathReader(request.paths(), first, count);
    int active = count;
    int steps = 1;
    while (active > 0 && !request.monitor().cancelled()) {
      long start = System.nanoTime();
      for (int i = 0; i < steps && !request.monitor().cancelled(); i++) {
        pass.run(active, request.monitor());
      }
      int[] counters = device.staging().downloadInts(arrays.rowCount(), 2);
      lost.hear(counters[1]);
      steps = stepsToLook(steps, 1e-9 * (System.nanoTime() - start));
      if (paths != null) {
        paths.read(arrays);
      }
      if (paths != null || lost.isAttending()) {
        steps = 1;
      }
      request.monitor().finished(active - counters[0]);
      active = counters[0];
    }
    return active == 0;
  }

  /** Steps until the next look, after so many took so many seconds. Results do not depend on it. */
  static int stepsToLook(int steps, double seconds) {
    return (int) Math.max(1, Math.min(MOST_STEPS, SECONDS_BETWEEN_LOOKS * steps / seconds));
  }

  private void store(RidgeArrays arrays, int first, int count) {
    ProjectionOutputs outputs = request.outputs();
    int[] iterations = codes(arrays, RidgeWord.ITERATIONS, count);
    queries.store(arrays, iterations, first, count);
    copy(iterations, outputs.iterations(), first);
    copy(codes(arrays, RidgeWord.STATUS, count), outputs.status(), first);
    copy(codes(arrays, RidgeWord.REASON, count), outputs.reason(), first);
    if (outputs.rejectedSteps() != null) {
      copy(codes(arrays, RidgeWord.REJECTED, count), outputs.rejectedSteps(), first);
    }
    download(arrays, RidgeWord.ACCEPTED_DENSITY, outputs.logDensity(), first, count);
    download(arrays, RidgeWord.RESIDUAL, outputs.residual(), first, count);
    download(arrays, RidgeWord.ACCEPTED_NEIGHBOURS, outputs.effectiveNeighbours(), first, count);
    download(arrays, RidgeWord.NORMAL_RATIO, outputs.normalEigenvalue(), first, count);
    download(arrays, RidgeWord.GAP_RATIO, outputs.eigengap(), first, count);
    double h = units.variance();
    for (int q = first; q < first + count; q++) {
      if (outputs.normalEigenvalue() != null) {
        outputs.normalEigenvalue()[q] = (outputs.normalEigenvalue()[q] - 1) / h;
      }
      if (outputs.eigengap() != null) {
        outputs.eigengap()[q] /= h;
      }
    }
  }

  private int[] codes(RidgeArrays arrays, RidgeWord array, int count) {
    return device.staging().downloadInts(arrays.address(array), count);
  }

  private static void copy(int[] values, int[] target, int first) {
    if (target != null) {
      System.arraycopy(values, 0, target, first, values.length);
    }
  }

  private static void copy(int[] values, byte[] target, int first) {
    for (int q = 0; q < values.length && target != null; q++) {
      target[first + q] = (byte) values[q];
    }
  }

  private void download(
      RidgeArrays arrays, RidgeWord array, double[] target, int first, int count) {
    if (target != null) {
      device.staging().download(arrays.address(array), target, first, count);
    }
  }

  /** Reads the accepted points after every iteration and passes on those that are new. */
  private final class PathReader {
    private final PathListener listener;
    private final int first;
    private final int[] iterations;
    private final int[] visited;
    private final double[] points;
    private final double[] start;

    PathReader(PathListener listener, int first, int count) {
      this.listener = listener;
      this.first = first;
      this.iterations = new int[count];
      this.visited = new int[count];
      this.points = new double[count * dimension];
      this.start = queries.read(first, count);
    }

    void read(RidgeArrays arrays) {
      Staging staging = device.staging();
      staging.download(arrays.address(RidgeWord.ITERATIONS), iterations, 0, iterations.length);
      units.download(staging, arrays.address(RidgeWord.ACCEPTED), points, 0, iterations.length);
      for (int q = 0; q < iterations.length; q++) {
        if (visited[q] == 0) {
          listener.visit(first + q, start, q * dimension);
          visited[q] = 1;
        } else if (visited[q] == iterations[q]) {
          listener.visit(first + q, points, q * dimension);
          visited[q]++;
        }
      }
    }
  }
}
