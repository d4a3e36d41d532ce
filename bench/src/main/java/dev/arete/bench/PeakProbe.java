package dev.arete.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;

/**
 * Measures the arithmetic peak: every thread runs fused multiply-adds that do not depend on each
 * other. On vector registers where Java was started with their module; otherwise the compiler is
 * left to fill them, and what it reaches may be half of what the machine can do.
 */
final class PeakProbe {
  private static final String VECTOR_PEAK = "dev.arete.bench.vector.VectorPeak";

  /** 256 doubles, 2 KiB: well inside a first-level cache. */
  private static final int ELEMENTS = 256;

  private static final int FMAS = 16;

  /** Passes over the array per timed round: 2 to 5 ms. */
  private static final int PASSES = 10_000;

  private static final int ROUNDS = 300;

  private PeakProbe() {}

  /** Whether the peak is that of vector registers. */
  static boolean isVector() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /**
   * Returns the best of many short rounds, which on a shared machine is the one least disturbed.
   *
   * @param threads threads that run at once
   * @return the peak
   */
  static Peak measure(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double fp64 = sum(pool, threads, () -> best(round(true)));
      double fp32 = sum(pool, threads, () -> best(round(false)));
      return new Peak(threads, fp64, fp32);
    } finally {
      pool.shutdownNow();
    }
  }

  private static double sum(ExecutorService pool, int threads, Callable<Double> probe) {
    List<Future<Double>> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      running.add(pool.submit(probe));
    }
    double total = 0;
    for (Future<Double> future : running) {
      total += get(future);
    }
    return total;
  }

  private static double get(Future<Double> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring the peak", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot measure the peak", e);
    }
  }

  private static double best(DoubleSupplier round) {
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.max(best, round.getAsDouble());
    }
    return best;
  }

  /** Returns a round that tells multiply-adds a second. */
  private static DoubleSupplier round(boolean wide) throws ReflectiveOperationException {
    if (!isVector()) {
      double[] doubles = new double[ELEMENTS];
      float[] floats = new float[ELEMENTS];
      return () -> plain(wide, doubles, floats);
    }
    Class<?> type = Class.forName(VECTOR_PEAK);
    Object peak = type.getConstructor().newInstance();
    return (DoubleSupplier) type.getMethod(wide ? "doubles" : "floats").invoke(peak);
  }

  private static double plain(boolean wide, double[] doubles, float[] floats) {
    long start = System.nanoTime();
    for (int pass = 0; pass < PASSES; pass++) {
      if (wide) {
        chains(doubles, 0.5, 1);
      } else {
        chains(floats, 0.5f, 1);
      }
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    return (double) ELEMENTS * FMAS * PASSES / seconds;
  }

  private static void chains(double[] a, double x, double y) {
    for (int i = 0; i < a.length; i++) {
      double v = a[i];
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      a[i] = v;
    }
  }

  private static void chains(float[] a, float x, float y) {
    for (int i = 0; i < a.length; i++) {
      float v = a[i];
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      v = Math.fma(Math.fma(Math.fma(Math.fma(v, x, y), x, y), x, y), x, y);
      a[i] = v;
    }
  }
}
