package dev.arete.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceViewTest {
  private static final double[] POINTS = {0, 0, 0, 3, 1, 2};
  private static final SpaceView VIEW = new SpaceView(new String[] {"a", "b", "c"}, POINTS);

  /**
   * A unit has the same length on the page whatever its direction, seen along the line of sight.
   */
  @Test
  void isAParallelProjectionAlongALine() {
    double[][] page = VIEW.onPage(new double[] {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1});
    double squares = 0;
    for (int axis = 1; axis <= 3; axis++) {
      squares += page[0][axis] * page[0][axis] + page[1][axis] * page[1][axis];
    }
    // The three unit vectors lose one of their three squared lengths, that along the line of sight.
    assertEquals(2, squares, 1e-14);
    assertTrue(page[1][3] > 0.9 && page[0][3] == 0, "up is up");
    assertTrue(page[0][1] > 0 && page[0][2] > 0, "to the right is to the right");
  }

  @Test
  void boxHasTwelveEdges() {
    Layer box = VIEW.box();
    assertEquals(36, box.x().length);
    assertEquals(12, Arrays.stream(box.x()).filter(Double::isNaN).count());
    assertTrue(box.lines());
  }

  @Test
  void labelsTellNamesAndRanges() {
    List<String> texts = VIEW.labels().stream().map(SpaceView.Label::text).toList();
    assertEquals(List.of("a: -0.0600 to 3.06", "b: -0.0200 to 1.02", "c: -0.0400 to 2.04"), texts);
  }
}
