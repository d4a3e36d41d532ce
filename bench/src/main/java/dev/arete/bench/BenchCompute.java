package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Precision;

/** Opens exactly the backend that is to be timed, or fails. */
final class BenchCompute {
  private BenchCompute() {}

  /**
   * Returns an open backend.
   *
   * @param backend its name; "auto" is refused, a time belongs to a named backend
   * @param precision FP32 or FP64, and after a hyphen what share of the weight may be left out, as
   *     in FP64-1e-13
   * @return the backend, owned by the caller
   */
  static Compute open(String backend, String precision) {
    if (backend.equals(ComputeOptions.AUTO)) {
      throw new IllegalArgumentException("name the backend to time, \"auto\" is none");
    }
    if (backend.equals("reference") && !precision.equals("FP64")) {
      throw new IllegalArgumentException(
          "the reference backend computes in FP64 whatever is asked for, got " + precision);
    }
    String[] parts = precision.split("-", 2);
    ComputeOptions options =
        ComputeOptions.defaults().backend(backend).precision(Precision.valueOf(parts[0]));
    if (parts.length == 2) {
      options = options.truncation(Double.parseDouble(parts[1]));
    }
    Compute compute = Compute.open(options);
    checkSame(backend, parts[0], compute);
    return compute;
  }

  private static void checkSame(String backend, String precision, Compute compute) {
    String chosen = compute.backend() + " " + compute.options().precision();
    String asked = backend + " " + precision;
    if (!chosen.equals(asked)) {
      compute.close();
      throw new IllegalStateException("asked to time " + asked + " but got " + chosen);
    }
  }
}
