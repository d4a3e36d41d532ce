package dev.arete.diffusion.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.ComputationInterruptedException;
import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.diffusion.report.DataTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an analysis is given is checked before it takes any time. */
class SampleAnalysisTest {
  private static final Points DATA = Points.of(new double[] {-3, 0, 3, 0}, 2);
  private static final Smoothing SMOOTHING = Smoothing.variance(0.5);
  private static final double[] SAMPLES = {1, 0.1, -1, 0.2};

  private static SampleAnalysis analysis(double[] samples, int k, double[] means, double radius) {
    return new SampleAnalysis(DATA, samples, SMOOTHING, k, means, radius);
  }

  private static String refusal(double[] samples, int k, double[] means, double radius) {
    return assertThrows(IllegalArgumentException.class, () -> analysis(samples, k, means, radius))
        .getMessage();
  }

  @Test
  void refusesARidgeDimensionWithoutTangentOrNormal() {
    for (int k : new int[] {-1, 0, 2}) {
      assertEquals(
          "ridge dimension must be in 1..1 for data of dimension 2, got " + k,
          refusal(SAMPLES, k, null, 1));
    }
  }

  @Test
  void refusesSamplesThatAreNoRowsOfNumbers() {
    String expected = "samples must be at least one row of 2 numbers, got ";
    assertEquals(expected + "0 numbers", refusal(new double[0], 1, null, 1));
    assertEquals(expected + "3 numbers", refusal(new double[3], 1, null, 1));
    assertEquals(
        "sample 1 must be finite, got NaN on axis 0",
        refusal(new double[] {0, 0, Double.NaN, 0}, 1, null, 1));
  }

  @Test
  void refusesMeansThatDoNotFit() {
    String expected = "model means must be as many numbers as the samples, 4, got ";
    assertEquals(expected + 2, refusal(SAMPLES, 1, new double[2], 1));
    assertEquals(expected + 6, refusal(SAMPLES, 1, new double[6], 1));
    assertEquals(
        "model mean 0 must be finite, got Infinity on axis 1",
        refusal(SAMPLES, 1, new double[] {0, Double.POSITIVE_INFINITY, 0, 0}, 1));
  }

  @Test
  void refusesARadiusThatIsNone() {
    for (double radius : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          "radius must be positive and finite, got " + radius, refusal(SAMPLES, 1, null, radius));
    }
  }

  /** Among shares, a count is a whole number. */
  @Test
  void countsAreWholeNumbers() {
    try (Compute compute = Compute.open()) {
      DataTable summary =
          analysis(SAMPLES, 1, null, 1).run(compute).tables().stream()
              .filter(table -> table.name().equals("summary"))
              .findFirst()
              .orElseThrow();
      List<List<Object>> counts =
          summary.rows().stream()
              .filter(row -> row.get(0).toString().startsWith("number that ended"))
              .toList();
      assertEquals(List.of("number that ended CONVERGED", 2, Double.NaN), counts.get(0));
      assertTrue(counts.stream().allMatch(row -> row.get(1) instanceof Integer), counts::toString);
    }
  }

  @Test
  void interruptionStopsIt() {
    try (Compute compute = Compute.open()) {
      SampleAnalysis analysis = analysis(SAMPLES, 1, null, 1);
      Thread.currentThread().interrupt();
      assertThrows(ComputationInterruptedException.class, () -> analysis.run(compute));
      assertTrue(Thread.interrupted(), "the interrupt flag is kept");
    }
  }
}
