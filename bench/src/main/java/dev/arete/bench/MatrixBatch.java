package dev.arete.bench;

import java.util.Random;

/** Random symmetric matrices with normal entries (the Gaussian orthogonal ensemble). */
final class MatrixBatch {
  private static final int MAX_BATCH = 100_000;

  /** Entries of a batch, so that every order costs a call of tens of milliseconds. */
  private static final int ENTRIES = 1_000_000;

  /** The reference backend is given this share of a batch, or its calls would take seconds. */
  private static final int REFERENCE_SHARE = 20;

  private MatrixBatch() {}

  /** Number of matrices of an order that a backend decomposes in one call. */
  static int size(int order, String backend) {
    int full = Math.min(MAX_BATCH, ENTRIES / (order * order));
    return backend.equals("reference") ? full / REFERENCE_SHARE : full;
  }

  /** Returns batch x n x n numbers, the same on every machine. */
  static double[] random(int order, int batch) {
    Random random = new Random(200 + order);
    double[] a = new double[batch * order * order];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < order; i++) {
        for (int j = 0; j <= i; j++) {
          double value = random.nextGaussian();
          a[(b * order + i) * order + j] = value;
          a[(b * order + j) * order + i] = value;
        }
      }
    }
    return a;
  }
}
