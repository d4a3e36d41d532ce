package dev.arete.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the arithmetic peak: every thread runs fused multiply-adds over an array that stays in
 * its first-level cache, 16 in a row on each element. Elements do not depend on each other, so the
 * compiler fills the vector lanes and the processor its pipelines.
 */
final class PeakProbe {
  /** 256 doubles, 2 KiB: well inside a first-level cache. */
  private static final int ELEMENTS = 256;

  private static final int FMAS = 16;

  /** Passes over the array per timed round: 2 to 5 ms. */
  private static final int PASSES = 10_000;

  private static final int ROUNDS = 300;

  private PeakProbe() {}

  /**
   * Returns the best of many short rounds, which on a shared machine is the one least disturbed.
   *
   * @param threads threads that run at once
   * @return the peak
   */
  static Peak measure(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double fp64 = sum(pool, threads, () -> best(true));
      double fp32 = sum(pool, threads, () -> best(false));
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

  /** Slots per second of one thread in the best round. */
  private static double best(boolean wide) {
    double[] doubles = new double[ELEMENTS];
    float[] floats = new float[ELEMENTS];
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int pass = 0; pass < PASSES; pass++) {
        if (wide) {
          chains(doubles, 0.5, 1);
        } else {
          chains(floats, 0.5f, 1);
        }
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = Math.max(best, (double) ELEMENTS * FMAS * PASSES / seconds);
    }
    return best;
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
