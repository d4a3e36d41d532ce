package dev.arete.bench;

import com.google.gson.Gson;
import dev.arete.testkit.oracle.GradedOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Judges where projections ended, whoever made them: the residual |P_N (m - y)| / sqrt(h) by the
 * oracle of the tests, with 120 digits and no bounds on exponents. Doubles give noise for the
 * normal space where few centres carry weight.
 */
public final class EndPoints {
  /** Points of a file that are judged at most. */
  private static final int MOST = 8;

  /** Numbers the oracle may factor for a file: seconds. */
  private static final double AFFORDABLE = 2e7;

  private EndPoints() {}

  /**
   * Judges the first points of files and prints a map from label to residuals as one line of JSON.
   *
   * @param args folder of an exported problem, ridge dimension, and labels: the points are in
   *     LABEL.npy
   * @throws IOException if a file cannot be read
   */
  @SuppressWarnings("SystemOut") // the line is what this program is for
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int k = Integer.parseInt(args[1]);
    Workload workload = ExportedProblem.read(folder);
    Map<String, double[]> residuals = new LinkedHashMap<>();
    for (int i = 2; i < args.length; i++) {
      Npy.Matrix points = Npy.read(folder.resolve(args[i] + ".npy"));
      residuals.put(args[i], residuals(workload, points.values(), k));
    }
    System.out.println(new Gson().toJson(residuals));
  }

  /** Residuals of as many of the first points as can be afforded. */
  static double[] residuals(Workload workload, double[] points, int k) {
    int d = workload.d();
    double h = workload.smoothing().variance();
    double cost = (double) workload.n() * d * (k + 1);
    int affordable = Math.max(2, (int) Math.min(MOST, AFFORDABLE / cost));
    int count = Math.min(points.length / d, affordable);
    GradedOracle oracle = new GradedOracle(workload.data().coordinates(), d, null, h);
    return IntStream.range(0, count)
        .parallel()
        .mapToDouble(
            i -> {
              double[] point = new double[d];
              System.arraycopy(points, i * d, point, 0, d);
              return oracle.at(point, Math.max(1, k)).ridgeResidual(k) * Math.sqrt(h);
            })
        .toArray();
  }
}
