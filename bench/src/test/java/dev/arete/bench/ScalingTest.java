package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Points;
import dev.arete.Smoothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
  private static final double[] ONE = {1, 1};

  @Test
  void findsThePowerOfAPower() {
    double[] x = {1, 3, 10, 50};
    double[] cost = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      cost[i] = 0.25 * Math.pow(x[i], 1.5);
    }
    PowerLaw law = PowerLaw.fit(x, cost);
    assertEquals(1.5, law.exponent(), 1e-13);
    assertEquals(0.25, law.factor(), 1e-13);
    assertEquals(cost[2], law.at(10), 1e-12);
  }

  /** Energies are 0, 8 and 50 at variance 1: the last one is beyond the cut of 36.8. */
  @Test
  void countsCentresThatCarryWeight() {
    Points data = Points.of(new double[] {0, 4, 10}, 1);
    Points query = Points.of(new double[] {0}, 1);
    Workload workload = new Workload("three", data, query, Smoothing.variance(1), 0);
    assertEquals(2, Survivors.mean(workload));
  }

  @Test
  void shrinksWithTheShift() {
    Supplier<Workload> last = null;
    for (Supplier<Workload> problem : new ScalingCases(5).all().get(0).problems()) {
      last = problem;
    }
    assertEquals(20_000, last.get().n());
  }

  @Test
  void drawsAndWritesEverySeries(@TempDir Path folder) throws IOException {
    ScalingSeries series = new ScalingSeries("n, held", ScalingSeries.Axis.N, List.of());
    List<ScalingPoint> points =
        List.of(
            new ScalingPoint(100, 1, 2, 0.5, 10, ONE, ONE, 3, "score 0"),
            new ScalingPoint(1000, 1, 2, 0.5, 20, new double[] {10, 10}, ONE, 3, "score 0"));
    String section = ScalingPage.section(series, points);
    assertTrue(section.contains("geometry: 1.00; of the projection: 0.00."), section);
    ScalingChart.write(folder.resolve("cost").toString(), Map.of(series, points));
    assertTrue(Files.size(folder.resolve("cost.png")) > 1000);
  }
}
