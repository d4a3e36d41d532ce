package dev.arete.cuda;

import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import java.util.Arrays;

/** One evaluation request, worked off in batches of queries that fit the working memory. */
final class Evaluation {
  private final CudaDevice device;
  private final DeviceMixture data;
  private final HostFrames host;
  private final Units units;
  private final Queries queries;
  private final EvaluationRequest request;
  private final EvaluationOutputs outputs;
  private final int dimension;

  Evaluation(Loaded engine, Queries queries, EvaluationRequest request) {
    this.device = engine.device();
    this.data = engine.data();
    this.host = engine.host();
    this.units = engine.units();
    this.queries = queries;
    this.request = request;
    this.outputs = request.outputs();
    this.dimension = units.dimension();
  }

  /** The arrays of a batch. */
  private record Batch(long rowCount, long points, MomentArrays moments, FrameArrays frames) {}

  private Batch place(Layout layout, int rows) {
    long rowCount = layout.ints(1);
    long points = layout.doubles((long) rows * dimension);
    MomentArrays.Order order =
        outputs.needsHessian() ? MomentArrays.Order.SPREAD : MomentArrays.Order.SHIFT;
    MomentArrays moments =
        new MomentArrays(layout, rowCount, rows, data, units, order).withOrder(layout);
    FrameArrays frames =
        outputs.needsEigen()
            ? new FrameArrays(
                layout, rows, moments, units, request.ridgeDimension(), outputs.needsSpectrum())
            : null;
    return new Batch(rowCount, points, moments, frames);
  }

  void run() {
    int first = 0;
    while (first < request.count() && !request.monitor().cancelled()) {
      Scratch.Placed<Batch> placed = device.scratch().place(request.count() - first, this::place);
      int rows = placed.rows();
      evaluate(placed.arrays(), first, rows);
      first += rows;
      if (!request.monitor().cancelled()) { // else passes may have been left out
        request.monitor().finished(rows);
      }
    }
  }

  private void evaluate(Batch batch, int first, int rows) {
    device.staging().uploadInt(batch.rowCount(), rows);
    queries.load(batch.points(), first, rows);
    MomentPass pass = new MomentPass(device.kernels(), units);
    pass.sort(batch.points(), batch.moments().address(MomentWord.ORDER), rows);
    pass.launch(batch.moments(), rows, batch.points(), 0, request.monitor());
    downloadMoments(batch.moments(), first, rows);
    if (batch.frames() != null) {
      new EigenPass(device.kernels(), device.info())
          .launch(batch.frames().batch(), rows, dimension);
      device
          .kernels()
          .launch(Launch.groups("frame_outputs", "", rows, dimension), batch.frames().argument());
      downloadFrames(batch.frames(), first, rows);
    }
  }

  private void downloadMoments(MomentArrays moments, int first, int rows) {
    download(moments.address(MomentWord.LOG_DENSITY), outputs.logDensity(), first, rows);
    download(moments.address(MomentWord.NEIGHBOURS), outputs.effectiveNeighbours(), first, rows);
    if (outputs.score() != null || outputs.posteriorMean() != null) {
      double[] shift = new double[rows * dimension];
      download(moments.address(MomentWord.SHIFT), shift, 0, shift.length);
      storeShift(shift, first, rows);
    }
    if (outputs.hessian() != null) {
      int size = dimension * dimension;
      download(moments.address(MomentWord.RATIO), outputs.hessian(), first * size, rows * size);
      for (int t = first * size; t < (first + rows) * size; t++) {
        double identity = t % size % (dimension + 1) == 0 ? 1 : 0;
        outputs.hessian()[t] = (outputs.hessian()[t] - identity) / units.variance();
      }
    }
  }

  private void storeShift(double[] shift, int first, int rows) {
    int offset = first * dimension;
    double[] mean = outputs.posteriorMean();
    double[] at = mean == null ? null : queries.read(first, rows);
    for (int t = 0; t < shift.length; t++) {
      double length = units.lengthFromDevice(shift[t]);
      if (outputs.score() != null) {
        outputs.score()[offset + t] = length / units.variance();
      }
      if (mean != null) {
        mean[offset + t] = at[t] + length;
      }
    }
  }

  private void downloadFrames(FrameArrays frames, int first, int rows) {
    int from = first * dimension;
    double h = units.variance();
    downloadValues(frames.address(FrameWord.VALUES), from, rows * dimension);
    download(
        frames.address(FrameWord.VECTORS),
        outputs.eigenvectors(),
        from * dimension,
        rows * dimension * dimension);
    download(frames.address(FrameWord.GAP), outputs.eigengap(), first, rows);
    download(frames.address(FrameWord.RELATIVE_GAP), outputs.relativeGap(), first, rows);
    download(frames.address(FrameWord.TURN), outputs.turn(), first, rows);
    download(frames.address(FrameWord.DISTANCE), outputs.ridgeResidual(), first, rows);
    for (int t = first; t < first + rows; t++) {
      if (outputs.eigengap() != null) {
        outputs.eigengap()[t] /= h;
      }
      if (outputs.ridgeResidual() != null) {
        outputs.ridgeResidual()[t] = units.lengthFromDevice(outputs.ridgeResidual()[t]) / h;
      }
    }
    downloadStatus(frames, first, rows);
    int[] lost =
        LostRows.marked(device.staging().downloadInts(frames.address(FrameWord.NEEDS), rows));
    if (lost.length > 0) {
      host.complete(queries.read(first, rows), request, first, lost);
    }
  }

  private void downloadValues(long address, int from, int count) {
    if (outputs.eigenvalues() == null && outputs.logRatios() == null) {
      return;
    }
    double[] ratios = new double[count];
    device.staging().download(address, ratios, 0, count);
    int values = request.eigenvalueCount();
    for (int t = 0; t < count; t++) {
      double ratio = Math.max(ratios[t], 0);
      int at = from + t;
      if (at % dimension < values) {
        int to = at / dimension * values + at % dimension;
        outputs.eigenvalues()[to] = (ratio - 1) / units.variance();
      }
      if (outputs.logRatios() != null) {
        outputs.logRatios()[from + t] = Math.log(ratio);
      }
    }
  }

  private void downloadStatus(FrameArrays frames, int first, int rows) {
    download(frames.address(FrameWord.STATUS), outputs.status(), first, rows);
    download(frames.address(FrameWord.REASON), outputs.reason(), first, rows);
    if (outputs.rank() != null) { // a lower rank shows only in a factor
      Arrays.fill(outputs.rank(), first, first + rows, dimension);
    }
  }

  private void download(long address, byte[] codes, int offset, int count) {
    if (codes != null) {
      int[] values = device.staging().downloadInts(address, count);
      for (int t = 0; t < count; t++) {
        codes[offset + t] = (byte) values[t];
      }
    }
  }

  private void download(long address, double[] target, int offset, int count) {
    if (target != null) {
      device.staging().download(address, target, offset, count);
    }
  }
}
