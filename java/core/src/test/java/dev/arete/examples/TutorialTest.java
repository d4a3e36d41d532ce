package dev.arete.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TutorialTest {
  private static final Path SOURCE = Path.of("src/test/java/dev/arete/examples/Tutorial.java");
  private static final Path PAGE = Path.of("../../docs/tutorial.md");

  private final Points data = Tutorial.noisyCircle(500, 0.1, 1);

  @Test
  void pageShowsTheCodeThatRuns() throws IOException {
    Map<String, String> compiled = Snippets.ofSource(Files.readString(SOURCE));
    Map<String, String> shown = Snippets.ofPage(Files.readString(PAGE));
    assertEquals(compiled.keySet(), shown.keySet());
    for (String name : compiled.keySet()) {
      assertEquals(compiled.get(name), shown.get(name), "snippet " + name + " of " + PAGE);
    }
  }

  /** At (100, 100) p is about e^-438000, far below the smallest double. */
  @Test
  void densityIsFiniteFarAway() {
    double[] answer = Tutorial.density(data);
    assertTrue(answer[0] < -4e5 && answer[0] > -5e5, Arrays.toString(answer));
    assertTrue(Math.abs(answer[1]) < 10 && Math.abs(answer[2]) < 10, Arrays.toString(answer));
  }

  @Test
  void geometrySeesTheRing() {
    LocalGeometry geometry = Tutorial.geometry(data);
    assertEquals(2, geometry.count());
    // Inside the ring the score points outwards, outside it points inwards.
    assertTrue(geometry.score()[0] > 0 && geometry.score()[3] < 0);
  }

  @Test
  void projectionConverges() {
    assertEquals("500 ridge points; CONVERGED 500", Tutorial.project(data));
  }

  /** On the crest log p is near -1, where points are scarce some lower: -3 is p = 0.05. */
  @Test
  void heldQueriesMove() {
    double answer = Tutorial.held(data) / 500;
    assertTrue(answer < -0.5 && answer > -3, "lowest log density on the ridge " + answer);
  }

  @Test
  void settingsApply() {
    assertArrayEquals(new int[] {500, 500, 500}, Tutorial.settings(data));
  }

  @Test
  void pathStartsAtTheQuery() {
    double[] path = Tutorial.paths(data);
    assertEquals(data.coordinate(0, 0), path[0]);
    assertEquals(data.coordinate(0, 1), path[1]);
    assertTrue(path.length > 2);
  }

  /** Both numbers are of order 1; a few units of rounding of 1/h = 10 remain. */
  @Test
  void scoreIsThePosteriorMeanLessTheQuery() {
    double[] weights = new double[500];
    Arrays.fill(weights, 2);
    double difference = Tutorial.diffusion(data, weights);
    assertTrue(Math.abs(difference) <= 1e-13, "difference " + difference);
  }

  @Test
  void backendIsChosenByName() {
    String answer = Tutorial.backends(data);
    assertTrue(answer.endsWith("; chosen cpu with FP32"), answer);
    assertTrue(answer.contains("reference: "), answer);
  }

  /** The ring of 500 points has log p near -log(2 pi 0.18 sqrt(2 pi)) = -1.04 on its crest. */
  @Test
  void ascentReachesTheCrest() {
    double logDensity = Tutorial.loop(data);
    assertTrue(logDensity > -1.6 && logDensity < -0.5, "log density " + logDensity);
  }

  @Test
  void eigenvaluesDescend() {
    assertArrayEquals(new double[] {3, 1, 5, 3}, Tutorial.eigen(), 1e-15);
  }
}
