package dev.arete.cuda;

import dev.arete.spi.PathListener;
import dev.arete.spi.ProjectionOutputs;
import dev.arete.spi.ProjectionRequest;

/**
 * One projection request. A batch of queries stays on the device from its first iteration to its
 * last; the host reads one counter every few iterations.
 */
final class Projection {
  /** Iterations between two looks at the counter: enough to hide its latency. */
  private static final int POLL = 4;

  private final CudaDevice device;
  private final DeviceMixture data;
  private final Units units;
  private final ProjectionRequest request;
  private final int dimension;

  Projection(CudaDevice device, DeviceMixture data, Units units, ProjectionRequest request) {
    this.device = device;
    this.data = data;
    this.units = units;
    this.request = request;
    this.dimension = units.dimension();
  }

  private RidgeArrays place(Layout layout, int queries) {
    return new RidgeArrays(layout, queries, data, units, request.settings());
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
  private boolean project(RidgeArrays arrays, int first, int queries) {
    long points = arrays.address(RidgeWord.POINT);
    units.upload(device.staging(), points, request.queries(), first, queries);
    device
        .kernels()
        .launch(
            Launch.threads("ridge_start", queries),
            arrays.argument(),
            new long[] {arrays.active()},
            new long[] {arrays.rowCount()},
            new int[] {queries});
    PathReader paths =
        request.paths() == null ? null : new PathReader(request.paths(), first, queries);
    int active = queries;
    while (active > 0 && !request.monitor().cancelled()) {
      int steps = paths == null ? POLL : 1;
      for (int i = 0; i < steps && !request.monitor().cancelled(); i++) {
        iterate(arrays, active);
      }
      if (paths != null) {
        paths.read(arrays);
      }
      int left = device.staging().downloadInt(arrays.rowCount());
      request.monitor().finished(active - left);
      active = left;
    }
    return active == 0;
  }

  private void iterate(RidgeArrays arrays, int rows) {
    Kernels kernels = device.kernels();
    new MomentPass(kernels, units)
        .launch(
            arrays.moments(),
            rows,
            arrays.address(RidgeWord.POINT),
            arrays.active(),
            request.monitor());
    if (request.monitor().cancelled()) {
      return;
    }
    new EigenPass(kernels, device.info()).launch(arrays.batch(), rows, dimension);
    if (arrays.hasThird()) {
      kernels.launch(Launch.threads("exact_step_n" + dimension, rows, 64), arrays.argument());
    }
    kernels.launch(Launch.groups("ridge_step", "", rows, dimension), arrays.argument());
    kernels.launch(
        Launch.blocks("compact", 1, 1, 1024),
        new long[] {arrays.active()},
        new long[] {arrays.rowCount()},
        new long[] {arrays.address(RidgeWord.STATUS)});
  }

  private void store(RidgeArrays arrays, int first, int queries) {
    ProjectionOutputs outputs = request.outputs();
    Staging staging = device.staging();
    double h = units.variance();
    units.download(staging, arrays.address(RidgeWord.POINT), outputs.points(), first, queries);
    staging.download(
        arrays.address(RidgeWord.ACCEPTED_DENSITY), outputs.logDensity(), first, queries);
    staging.download(arrays.address(RidgeWord.RESIDUAL), outputs.residual(), first, queries);
    staging.download(
        arrays.address(RidgeWord.ACCEPTED_NEIGHBOURS),
        outputs.effectiveNeighbours(),
        first,
        queries);
    staging.download(
        arrays.address(RidgeWord.NORMAL_RATIO), outputs.normalEigenvalue(), first, queries);
    staging.download(arrays.address(RidgeWord.GAP_RATIO), outputs.eigengap(), first, queries);
    staging.download(arrays.address(RidgeWord.ITERATIONS), outputs.iterations(), first, queries);
    staging.download(arrays.address(RidgeWord.REJECTED), outputs.rejectedSteps(), first, queries);
    int[] codes = new int[queries];
    staging.download(arrays.address(RidgeWord.STATUS), codes, 0, queries);
    for (int q = 0; q < queries; q++) {
      int at = first + q;
      outputs.status()[at] = (byte) codes[q];
      outputs.normalEigenvalue()[at] = (outputs.normalEigenvalue()[at] - 1) / h;
      outputs.eigengap()[at] /= h;
      if (outputs.iterations()[at] == 0) {
        System.arraycopy( // not moved: to the last bit
            request.queries(), at * dimension, outputs.points(), at * dimension, dimension);
      }
    }
  }

  /** Reads the accepted points after every iteration and passes on those that are new. */
  private final class PathReader {
    private final PathListener listener;
    private final int first;
    private final int[] iterations;
    private final int[] visited;
    private final double[] points;

    PathReader(PathListener listener, int first, int queries) {
      this.listener = listener;
      this.first = first;
      this.iterations = new int[queries];
      this.visited = new int[queries];
      this.points = new double[queries * dimension];
    }

    void read(RidgeArrays arrays) {
      Staging staging = device.staging();
      staging.download(arrays.address(RidgeWord.ITERATIONS), iterations, 0, iterations.length);
      units.download(staging, arrays.address(RidgeWord.ACCEPTED), points, 0, iterations.length);
      for (int q = 0; q < iterations.length; q++) {
        if (visited[q] == 0) {
          listener.visit(first + q, request.queries(), (first + q) * dimension);
          visited[q] = 1;
        } else if (visited[q] == iterations[q]) {
          listener.visit(first + q, points, q * dimension);
          visited[q]++;
        }
      }
    }
  }
}
