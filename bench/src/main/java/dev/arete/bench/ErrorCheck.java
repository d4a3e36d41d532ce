package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.SmoothedDensity;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Errors of a backend against the reference backend on the first queries of a workload. */
final class ErrorCheck {
  private static final String REFERENCE = "reference";
  private static final int SAMPLE = 64;

  /** A score smaller than this, in units of 1/sqrt(h), is measured against this. */
  private static final double SMALL_SCORE = 0.3;

  private ErrorCheck() {}

  /** Largest |s - s_ref| / max(|s_ref|, 0.3/sqrt(h)). */
  static String score(Workload workload, String backend, String precision) {
    double small = SMALL_SCORE / Math.sqrt(workload.smoothing().variance());
    return compare(
        "score",
        workload,
        backend,
        precision,
        (density, sample) -> density.score(sample.queries()),
        small);
  }

  /** Largest |H - H_ref| / |H_ref|, in the Frobenius norm. */
  static String hessian(Workload workload, String backend, String precision) {
    return compare(
        "Hessian",
        workload,
        backend,
        precision,
        (density, sample) -> density.hessian(sample.queries()),
        0);
  }

  /** Largest |lambda - lambda_ref| / |lambda_ref| over the spectra as vectors. */
  static String geometry(Workload workload, String backend, String precision) {
    return compare(
        "eigenvalues",
        workload,
        backend,
        precision,
        (density, sample) -> geometryOf(density, sample).eigenvalues(),
        0);
  }

  private static LocalGeometry geometryOf(SmoothedDensity density, Workload sample) {
    return density.geometry(sample.queries(), sample.ridgeDimension());
  }

  /** What is computed for a sample, q rows of equal length. */
  @FunctionalInterface
  private interface Quantity {
    double[] of(SmoothedDensity density, Workload sample);
  }

  private static String compare(
      String what,
      Workload workload,
      String backend,
      String precision,
      Quantity quantity,
      double smallest) {
    if (backend.equals(REFERENCE)) {
      return "is the reference";
    }
    Workload sample = workload.firstQueries(Math.min(SAMPLE, QueryLimit.of(REFERENCE, workload)));
    double[] actual = evaluate(sample, backend, precision, quantity);
    double[] expected = evaluate(sample, REFERENCE, "FP64", quantity);
    double worst = worstRow(actual, expected, sample.q(), smallest);
    return String.format(Locale.ROOT, "%s %.1e", what, worst);
  }

  private static double[] evaluate(
      Workload sample, String backend, String precision, Quantity quantity) {
    try (Compute compute = BenchCompute.open(backend, precision);
        SmoothedDensity density = compute.density(sample.data(), sample.smoothing())) {
      return quantity.of(density, sample);
    }
  }

  /** Largest |actual - expected| / max(|expected|, smallest) over rows; NaN if any number is. */
  static double worstRow(double[] actual, double[] expected, int rows, double smallest) {
    int width = expected.length / rows;
    double worst = 0;
    for (int row = 0; row < rows; row++) {
      double error = norm(row * width, width, i -> actual[i] - expected[i]);
      double size = norm(row * width, width, i -> expected[i]);
      worst = Math.max(worst, error == 0 ? 0 : error / Math.max(size, smallest));
    }
    return worst;
  }

  private static double norm(int from, int width, IntToDoubleFunction entry) {
    double sum = 0;
    for (int i = from; i < from + width; i++) {
      double value = entry.applyAsDouble(i);
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
