package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ridge of three points in a right angle tends to the two legs. */
class FollowTest {
  @TempDir Path folder;

  private Cli.Result follow(String data, String more, Path out) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), data);
    Path queries = Files.writeString(folder.resolve("queries.csv"), "2,0.4\n0.3,1.5\n");
    return Cli.run(
        "follow --data %s --queries %s --out %s --ridge-dimension 1 %s"
            .formatted(file, queries, out, more)
            .strip());
  }

  @Test
  void pointsOfARightAngleEndOnItsLegs() throws IOException {
    Path out = folder.resolve("out.csv");
    Cli.Result result = follow("0,0\n5,0\n0,5\n", "--start 0.2 --end 1e-8 --steps 30", out);
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertTrue(
        result.out().startsWith("points      2 of dimension 2; 30 steps from 0.2 to 1.0E-8\n"),
        result.out());
    assertTrue(result.out().matches("(?s).*  CONVERGED +2 +100\\.00%.*"), result.out());
    List<String> lines = Files.readAllLines(out);
    assertEquals("point,time,x_1,x_2,hull_distance,status", lines.get(0));
    assertEquals(1 + 2 * 31, lines.size());
    for (int point = 1; point <= 2; point++) {
      List<String> cells = List.of(lines.get(31 * point).split(",", -1));
      assertEquals(String.valueOf(point), cells.get(0));
      assertEquals(1e-8, Double.parseDouble(cells.get(1)), 1e-22);
      // the tolerance of the projection is 1e-6 sqrt(h), h = 2e-8
      assertEquals(0, Double.parseDouble(cells.get(point == 1 ? 3 : 2)), 1.5e-10);
      assertEquals(0, Double.parseDouble(cells.get(4)), 1.5e-10);
      assertEquals("CONVERGED", cells.get(5));
    }
  }

  @Test
  void aLostPointTellsWhy() throws IOException {
    Path out = folder.resolve("out.csv");
    Cli.Result result = follow("1,2\n1,2\n", "", out);
    assertEquals(0, result.code());
    assertTrue(result.out().matches("(?s).*  UNDEFINED +2 +100\\.00%.*"), result.out());
    String last = Files.readAllLines(out).get(41);
    assertTrue(last.endsWith(",NaN,NaN,NaN,UNDEFINED"), last);
  }

  @Test
  void refusesTimesThatDoNotFallAndOtherDimensions() throws IOException {
    Path out = folder.resolve("out.csv");
    Cli.Result times = follow("0,0\n", "--start 0.1 --end 0.2", out);
    assertEquals(2, times.code());
    assertTrue(times.err().contains("got 0.1 and 0.2"), times.err());
    Cli.Result shape = follow("0,0,0\n", "", out);
    assertEquals(2, shape.code());
    assertTrue(shape.err().contains("queries have dimension 2"), shape.err());
    assertTrue(Files.notExists(out));
  }
}
