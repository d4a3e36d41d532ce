package dev.arete.internal.local;

import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;

/** Writes what is known of one query to those outputs of an evaluation that are wanted. */
public final class GeometryWriter {
  private GeometryWriter() {}

  /**
   * Writes what follows from the moments alone.
   *
   * @param request the request
   * @param query index of the query
   * @param moments its moments
   * @param variance h
   */
  public static void write(
      EvaluationRequest request, int query, LocalMoments moments, double variance) {
    EvaluationOutputs outputs = request.outputs();
    int d = moments.dimension();
    put(outputs.logDensity(), query, moments.logDensity);
    put(outputs.effectiveNeighbours(), query, moments.effectiveNeighbours);
    for (int k = 0; k < d; k++) {
      int i = query * d + k;
      put(outputs.score(), i, moments.shift[k] / variance);
      put(outputs.posteriorMean(), i, request.queries()[i] + moments.shift[k]);
    }
    for (int k = 0; k < d * d && outputs.hessian() != null; k++) {
      double identity = k % (d + 1) == 0 ? 1 : 0;
      outputs.hessian()[query * d * d + k] = (moments.covarianceRatio[k] - identity) / variance;
    }
  }

  /**
   * Writes what follows from the eigensystem. The frame may take in what its moments left out.
   *
   * @param request the request
   * @param query index of the query
   * @param frame its frame
   */
  public static void write(EvaluationRequest request, int query, LocalFrame frame) {
    EvaluationOutputs outputs = request.outputs();
    int d = frame.dimension();
    int k = request.ridgeDimension();
    frame.complete(k, request.queries(), query * d);
    writeSplit(outputs, query, k, frame);
    int values = request.eigenvalueCount();
    for (int j = 0; j < values; j++) {
      outputs.eigenvalues()[query * values + j] = frame.eigenvalue(j);
    }
    if (outputs.eigenvectors() != null) {
      System.arraycopy(frame.vectors(), 0, outputs.eigenvectors(), query * d * d, d * d);
    }
    writeSpectrum(outputs, query, frame);
  }

  private static void writeSpectrum(EvaluationOutputs outputs, int query, LocalFrame frame) {
    Spectrum spectrum = frame.spectrum();
    int d = frame.dimension();
    for (int j = 0; j < d && outputs.logRatios() != null; j++) {
      outputs.logRatios()[query * d + j] = spectrum.logRatio(j);
    }
    for (int j = 0; j < d && outputs.logErrors() != null; j++) {
      outputs.logErrors()[query * d + j] = spectrum.logError(j);
    }
    if (outputs.rank() != null) {
      outputs.rank()[query] = spectrum.rank();
    }
  }

  private static void writeSplit(EvaluationOutputs outputs, int query, int k, LocalFrame frame) {
    FrameSplit split = frame.split();
    put(outputs.relativeGap(), query, split.relativeGap(k));
    put(outputs.turn(), query, split.turn(k));
    put(outputs.eigengap(), query, split.eigengap(k));
    boolean defined = split.isDefined(k);
    double residual = defined ? split.normalDistance(k) / frame.variance() : Double.NaN;
    put(outputs.ridgeResidual(), query, residual);
    put(outputs.status(), query, split.status(k).code());
    put(outputs.reason(), query, split.reason(k).code());
  }

  private static void put(byte[] array, int index, byte value) {
    if (array != null) {
      array[index] = value;
    }
  }

  private static void put(double[] array, int index, double value) {
    if (array != null) {
      array[index] = value;
    }
  }
}
