package dev.arete.cuda;

import dev.arete.Precision;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import java.util.ServiceLoader;

/**
 * What the CPU backend says, in double, of points where rounding hides the split in the assembled
 * covariance. Such points are few unless the smoothing is far smaller than the distances between
 * the data; then the device only sums, and the time is that of the CPU backend. The backend is
 * opened when the first such point is met. To be used inside {@link CudaDevice#run}.
 */
final class HostFrames implements Closer.Resource {
  private final Mixture mixture;
  private final BackendOptions options;
  private final Closer resources = new Closer();
  private DensityEngine engine;

  HostFrames(Mixture mixture, BackendOptions options) {
    this.mixture = mixture;
    this.options = new BackendOptions(Precision.FP64, 0, options.threads(), options.memoryBudget());
  }

  /**
   * Evaluates points.
   *
   * @param points row-major
   * @param count how many
   * @param tangent k
   * @param outputs what is wanted
   * @param monitor asked whether to stop; hears of no progress
   */
  void evaluate(
      double[] points, int count, int tangent, EvaluationOutputs outputs, Monitor monitor) {
    engine().evaluate(new EvaluationRequest(points, count, tangent, outputs, quiet(monitor)));
  }

  /**
   * Fills in what an evaluation reports of some frames.
   *
   * @param queries the queries of the rows, row-major
   * @param request the evaluation
   * @param first index of the query that row 0 is
   * @param rows the rows
   */
  void complete(double[] queries, EvaluationRequest request, int first, int[] rows) {
    int d = mixture.dimension();
    EvaluationOutputs wanted = request.outputs();
    EvaluationOutputs found = like(request, rows.length);
    double[] points = new double[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(queries, rows[i] * d, points, i * d, d);
    }
    evaluate(points, rows.length, request.ridgeDimension(), found, request.monitor());
    for (int i = 0; i < rows.length; i++) {
      int to = first + rows[i];
      copy(found.eigenvalues(), i, wanted.eigenvalues(), to, request.eigenvalueCount());
      copy(found.eigenvectors(), i, wanted.eigenvectors(), to, d * d);
      copy(found.eigengap(), i, wanted.eigengap(), to, 1);
      copy(found.ridgeResidual(), i, wanted.ridgeResidual(), to, 1);
      copy(found.status(), i, wanted.status(), to, 1);
      copy(found.reason(), i, wanted.reason(), to, 1);
      copy(found.relativeGap(), i, wanted.relativeGap(), to, 1);
      copy(found.turn(), i, wanted.turn(), to, 1);
      copy(found.logRatios(), i, wanted.logRatios(), to, d);
      copy(found.rank(), i, wanted.rank(), to, 1);
    }
  }

  /** Arrays for the same outputs of frames, for so many points. */
  private EvaluationOutputs like(EvaluationRequest request, int count) {
    int d = mixture.dimension();
    EvaluationOutputs wanted = request.outputs();
    return new EvaluationOutputs(
        null,
        null,
        null,
        null,
        null,
        doubles(wanted.eigenvalues(), count * request.eigenvalueCount()),
        doubles(wanted.eigenvectors(), count * d * d),
        doubles(wanted.eigengap(), count),
        doubles(wanted.ridgeResidual(), count),
        wanted.status() == null ? null : new byte[count],
        wanted.reason() == null ? null : new byte[count],
        doubles(wanted.relativeGap(), count),
        doubles(wanted.turn(), count),
        doubles(wanted.logRatios(), count * d),
        wanted.rank() == null ? null : new int[count]);
  }

  private static double[] doubles(double[] wanted, int length) {
    return wanted == null ? null : new double[length];
  }

  /** Copies row {@code from} of one array to row {@code to} of another; nulls are not wanted. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the same type
  private static void copy(Object source, int from, Object target, int to, int length) {
    if (target != null) {
      System.arraycopy(source, from * length, target, to * length, length);
    }
  }

  private DensityEngine engine() {
    if (engine == null) {
      Backend backend = provider().open(options);
      resources.add(backend::close);
      engine = backend.load(mixture);
      resources.add(engine::close);
    }
    return engine;
  }

  private static BackendProvider provider() {
    return ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("cpu"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("arete-core has lost its CPU backend"));
  }

  private static Monitor quiet(Monitor monitor) {
    return new Monitor() {
      @Override
      public void finished(int queries) {}

      @Override
      public boolean cancelled() {
        return monitor.cancelled();
      }
    };
  }

  @Override
  public void close() {
    engine = null;
    resources.close();
  }
}
