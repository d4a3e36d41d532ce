package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a query is told does not depend on the query that a worker has answered before it. */
class NeighbourBitsTest {
  private final Random random = new Random(1);

  private double[] normal(int length, double deviation) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> deviation * random.nextGaussian());
    return values;
  }

  private static LocalGeometry geometry(SmoothedDensity density, int k, double[]... queries) {
    double[] all = Arrays.stream(queries).flatMapToDouble(Arrays::stream).toArray();
    return density.geometry(Points.of(all, density.dimension()), k);
  }

  private static void same(SmoothedDensity density, int k, double[] before, double[] query) {
    LocalGeometry alone = geometry(density, k, query);
    LocalGeometry after = geometry(density, k, before, query);
    assertEquals(alone.ridgeResidual()[0], after.ridgeResidual()[1], "residual");
    assertEquals(alone.turn()[0], after.turn()[1], "turn");
  }

  /** Lists of candidates that earlier queries have made long: what is dropped, and when. */
  @Test
  void listsThatHaveGrownDropTheSame() {
    int d = 33;
    double[] data = normal(3000 * d, 1);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cpu").threads(1));
        SmoothedDensity density = compute.density(Points.of(data, d), Smoothing.variance(0.2))) {
      double[][] queries = new double[16][];
      for (int q = 0; q < queries.length; q++) {
        double[] noise = normal(d, Math.sqrt(0.2));
        int own = q * d;
        queries[q] = new double[d];
        Arrays.setAll(queries[q], k -> data[own + k] + noise[k]);
      }
      for (int q = 0; q < queries.length; q++) {
        same(density, 2, queries[(q + 1) % queries.length], queries[q]);
      }
    }
  }

  /** Weights over a hundred decades, so that a factor takes every centre, from whichever anchor. */
  @Test
  void factorsOfFewDimensionsBeginAnew() {
    double[] data = {0, 0, 0, 1, 0.3, 0, 0.2, 1, 0.1, 0.4, 0.1, 1, -0.5, 0.2, 0.3};
    double[] weights = {1e-95, 4e-17, 1e-77, 0.4, 1e-42};
    Points points = Points.of(data, 3).withWeights(weights);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cpu").threads(1));
        SmoothedDensity density = compute.density(points, Smoothing.variance(2))) {
      for (int q = 0; q < 200; q++) {
        same(density, 2, normal(3, 3), normal(3, 1000));
      }
    }
  }
}
