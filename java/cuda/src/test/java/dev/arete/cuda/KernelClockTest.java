package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of kernels go to the file that is named, and change no result. */
@OnEmulator(onDevice = true)
class KernelClockTest {
  @TempDir private Path folder;

  @AfterEach
  void restore() {
    System.clearProperty(KernelClock.PROPERTY);
  }

  private static double[] project() {
    double[] values = {0, 0, 1, 0.1, 2, 0, 3, 0.2, 4, 0.1};
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cuda"));
        SmoothedDensity density = compute.density(Points.of(values, 2), Smoothing.variance(1))) {
      return density.ridge(1).project(Points.of(new double[] {0.5, 0.4, 2.5, 0.5}, 2)).points();
    }
  }

  /** Iterations are launches then, as many of one kernel of an iteration as of another. */
  @Test
  void everyKernelOfACallHasALine() throws IOException {
    double[] expected = project();
    Path file = folder.resolve("kernels.csv");
    System.setProperty(KernelClock.PROPERTY, file.toString());
    assertArrayEquals(expected, project());
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.get(0).startsWith("kernel,launches,timed,milliseconds,"), lines.get(0));
    List<String> step = line(lines, "ridge_step_g1");
    assertTrue(launches(step) > 1, step.toString());
    assertEquals(launches(step), launches(line(lines, "small_shift_d2_f64")));
    assertEquals(launches(step) - 1, Integer.parseInt(step.get(2)));
    assertTrue(Double.parseDouble(step.get(3)) > 0, step.toString());
    assertTrue(Double.parseDouble(step.get(4)) > 0, step.toString());
  }

  private static List<String> line(List<String> lines, String kernel) {
    return lines.stream()
        .map(line -> List.of(line.split(",", -1)))
        .filter(fields -> fields.get(0).equals(kernel))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kernel + " is not in " + lines));
  }

  private static int launches(List<String> fields) {
    return Integer.parseInt(fields.get(1));
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("none/kernels.csv");
    System.setProperty(KernelClock.PROPERTY, file.toString());
    UncheckedIOException e = assertThrows(UncheckedIOException.class, KernelClockTest::project);
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
