package dev.arete.diffusion.curve;

/** Short vectors. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double[] difference(double[] a, double[] b) {
    return plus(a, -1, b);
  }

  /** a + factor b. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      out[i] = a[i] + factor * b[i];
    }
    return out;
  }

  /** a over its length; null if that is 0. */
  static double[] unit(double[] a) {
    double norm = norm(a);
    return norm > 0 ? plus(new double[a.length], 1 / norm, a) : null;
  }
}
