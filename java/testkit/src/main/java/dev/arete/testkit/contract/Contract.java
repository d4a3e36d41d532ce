package dev.arete.testkit.contract;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Silence;
import dev.arete.testkit.data.Sample;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every theme shares: one open backend for the class, and how accurate it promises to be. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(Silence.class)
abstract class Contract {
  private Compute compute;

  /** How the backend under test is opened. */
  protected abstract ComputeOptions options();

  @BeforeAll
  void open() {
    compute = Compute.open(options());
  }

  @AfterAll
  void close() {
    compute.close();
  }

  /** The open backend; tests that close one open their own. */
  final Compute compute() {
    return compute;
  }

  final boolean isDouble() {
    return options().precision() == Precision.FP64;
  }

  /** The promise of the library where the problem is well conditioned: 1e-10, or 1e-5 in float. */
  final double promise() {
    return isDouble() ? 1e-10 : 1e-5;
  }

  /** Unit of the last place of the arithmetic per pair. */
  final double ulp() {
    return isDouble() ? Math.ulp(1.0) : Math.ulp(1.0f);
  }

  /** One of two numbers, by precision. */
  final double either(double inDouble, double inFloat) {
    return isDouble() ? inDouble : inFloat;
  }

  /** Which backend, for messages. */
  final String who() {
    return compute.backend() + " " + options().precision();
  }

  final String at(Sample sample, int query) {
    return who() + ", " + sample + ", query " + query;
  }

  final <T> T with(Sample sample, Function<SmoothedDensity, T> use) {
    try (SmoothedDensity density = compute.density(sample.data(), sample.smoothing())) {
      return use.apply(density);
    }
  }

  final LocalGeometry geometry(Sample sample, int k) {
    return with(sample, density -> density.geometry(sample.queryPoints(), k));
  }

  final double[] logDensity(Sample sample) {
    return with(sample, density -> density.logDensity(sample.queryPoints()));
  }

  final double[] score(Sample sample) {
    return with(sample, density -> density.score(sample.queryPoints()));
  }

  final double[] hessian(Sample sample) {
    return with(sample, density -> density.hessian(sample.queryPoints()));
  }

  /** The size below which a score counts as zero: 0.3 of its natural unit 1/sqrt(h). */
  static double scoreFloor(double variance) {
    return 0.3 / Math.sqrt(variance);
  }
}
