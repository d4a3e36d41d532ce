package dev.arete.testkit.data;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The affine hull of the k + 1 centres nearest to a point, in units of the bandwidth. */
public final class Hull {
  private final double distance;
  private final double leaning;

  private Hull(double distance, double leaning) {
    this.distance = distance;
    this.leaning = leaning;
  }

  /**
   * Returns the hull at a point.
   *
   * @param sample its centres count, its weights and queries do not
   * @param point d coordinates
   * @param k dimension of the hull, below the number of centres less one
   * @return the hull
   */
  public static Hull at(Sample sample, double[] point, int k) {
    int d = sample.dimension();
    double[] energies = new double[sample.count()];
    for (int i = 0; i < energies.length; i++) {
      for (int j = 0; j < d; j++) {
        double difference = sample.centres()[i * d + j] - point[j];
        energies[i] += difference * difference / (2 * sample.variance());
      }
    }
    int[] nearest =
        IntStream.range(0, energies.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> energies[i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] rows = new double[k + 1][d];
    double thinnest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= k; i++) {
      for (int j = 0; j < d; j++) {
        double end = i < k ? sample.centres()[nearest[i + 1] * d + j] : point[j];
        rows[i][j] = end - sample.centres()[nearest[0] * d + j];
      }
      double length = orthogonalise(rows, i);
      if (i < k) {
        thinnest = Math.min(thinnest, length / Math.sqrt(sample.variance()));
      }
    }
    double rest = Math.sqrt(dot(rows[k], rows[k]) / sample.variance());
    double lighter = Math.exp(0.5 * (energies[nearest[k]] - energies[nearest[k + 1]]));
    double reach = Math.sqrt(2 * energies[nearest[k + 1]]) + Math.sqrt(2 * energies[nearest[0]]);
    return new Hull(rest, 8 * energies.length * lighter * reach * reach / thinnest);
  }

  /** Takes the earlier rows out of row i twice, normalises it unless it is the last. */
  private static double orthogonalise(double[][] rows, int i) {
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < i; j++) {
        double factor = dot(rows[i], rows[j]);
        for (int c = 0; c < rows[i].length; c++) {
          rows[i][c] -= factor * rows[j][c];
        }
      }
    }
    double length = Math.sqrt(dot(rows[i], rows[i]));
    for (int c = 0; c < rows[i].length && i < rows.length - 1; c++) {
      rows[i][c] /= length;
    }
    return length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += a[c] * b[c];
    }
    return sum;
  }

  /**
   * Returns how far the point is from the hull.
   *
   * @return the distance over sqrt(h)
   */
  public double distance() {
    return distance;
  }

  /**
   * Returns how far the next centre may pull the ridge off the hull: its standard deviation in the
   * posterior beside that of the last one, times what separates them.
   *
   * @return a distance over sqrt(h)
   */
  public double leaning() {
    return leaning;
  }
}
