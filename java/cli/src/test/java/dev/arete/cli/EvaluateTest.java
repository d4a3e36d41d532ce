package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One data point at the origin: a normal density, whose geometry is known by heart. */
class EvaluateTest {
  private static final String HEADER =
      "log_density,score_1,score_2,eigenvalue_1,eigenvalue_2,eigengap,effective_neighbours,"
          + "ridge_residual,curvature_ok,status";

  @TempDir Path folder;

  private List<String> evaluate(int k, double beta) throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "0,0\n");
    Path queries = Files.writeString(folder.resolve("queries.csv"), "x,y\n3,4\n");
    Path out = folder.resolve("out.csv");
    Cli.Result result =
        Cli.run(
            "evaluate --backend reference --variance 2 --data %s --queries %s --out %s"
                    .formatted(data, queries, out)
                + " --ridge-dimension "
                + k
                + " --beta "
                + beta);
    assertEquals("", result.err());
    assertEquals("", result.out());
    assertEquals(0, result.code());
    List<String> lines = Files.readAllLines(out);
    assertEquals(2, lines.size());
    assertEquals(HEADER, lines.get(0));
    return List.of(lines.get(1).split(",", -1));
  }

  private static void assertNumbers(double[] expected, List<String> cells) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], Double.parseDouble(cells.get(i)), 1e-14, "column " + (i + 1));
    }
  }

  @Test
  void writesTheGeometryOfAMode() throws IOException {
    double logDensity = -25 / 4.0 - Math.log(4 * Math.PI);
    List<String> row = evaluate(0, 0.5);
    assertNumbers(new double[] {logDensity, -1.5, -2, -0.5, -0.5, Double.NaN, 1, 2.5}, row);
    assertEquals(List.of("true", "OK"), row.subList(8, 10));
  }

  @Test
  void tellsACurvatureBelowTheMargin() throws IOException {
    assertEquals("false", evaluate(0, 0.51).get(8));
  }

  @Test
  void writesNanWhereTheNormalSpaceIsUndefined() throws IOException {
    List<String> row = evaluate(1, 0);
    assertEquals("NaN", row.get(7));
    assertEquals("UNDEFINED", row.get(9));
  }

  @Test
  void leavesOutEigenvaluesThatAreNotLeading() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "0,0\n");
    Path queries = Files.writeString(folder.resolve("queries.csv"), "3,4\n");
    Path out = folder.resolve("leading.csv");
    Cli.Result result =
        Cli.run(
            "evaluate --variance 2 --data %s --queries %s --out %s --ridge-dimension 0 --leading"
                .formatted(data, queries, out));
    assertEquals("", result.err());
    List<String> lines = Files.readAllLines(out);
    assertEquals(HEADER.replace("eigenvalue_2,", ""), lines.get(0));
    List<String> row = List.of(lines.get(1).split(",", -1));
    assertNumbers(new double[] {-1.5, -2, -0.5, Double.NaN, 1, 2.5}, row.subList(1, 7));
  }

  /** Two points, a query near one of them: mu_1/h is about 1e-17, which the Hessian cannot show. */
  @Test
  void writesDetailsAndTheNaiveGeometryWhereAskedFor() throws IOException {
    Path data = Files.writeString(folder.resolve("pair.csv"), "-3,-1\n3,1\n");
    Path queries = Files.writeString(folder.resolve("near.csv"), "2.5,1.5\n");
    Path out = folder.resolve("details.csv");
    Cli.Result result =
        Cli.run(
            "evaluate --variance 0.35 --data %s --queries %s --out %s --ridge-dimension 1 --details --naive"
                .formatted(data, queries, out));
    assertEquals("", result.err());
    List<String> lines = Files.readAllLines(out);
    assertEquals(
        HEADER
            + ",reason,relative_eigengap,turn,rank,log_ratio_1,log_ratio_2,naive_eigenvalue_1,"
            + "naive_eigenvalue_2,naive_ridge_residual,naive_curvature_ok",
        lines.get(0));
    List<String> row = List.of(lines.get(1).split(",", -1));
    // w = exp(-2 (3 2.5 + 1 1.5) / h) is the lighter weight, C = w (1 - w) D D^T with |D|^2 = 40
    double log = -2 * 9 / 0.35 + Math.log(40 / 0.35);
    assertEquals(log, Double.parseDouble(row.get(14)), 1e-12 * Math.abs(log));
    assertEquals(List.of("OK", "NONE", "1.0"), row.subList(9, 12));
    assertEquals("1", row.get(13));
    assertEquals("-Infinity", row.get(15));
    // what is left of m - y across the axis (3, 1): |2.5 1 - 1.5 3| / sqrt(10)
    double across = 2 / Math.sqrt(10) / 0.35;
    assertEquals(across, Double.parseDouble(row.get(7)), 1e-12);
    double naive = Double.parseDouble(row.get(18));
    assertTrue(Math.abs(naive / across - 1) > 0.01, "naive residual " + naive + " of " + across);
    assertEquals("true", row.get(19));
  }
}
