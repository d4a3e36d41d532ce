package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void writesOneLineARowWithItsCheck() {
    BenchReport.Setting setting =
        new BenchReport.Setting(
            "2026-01-02", "a processor", 2, "17", "", "abc", "0, 0", List.of("cpu: two threads"));
    Row row =
        new Row(
            "score",
            "P1",
            "cpu",
            "FP64",
            "d=2",
            12.5,
            Double.NaN,
            11,
            22,
            2e9,
            1e9,
            0.34,
            "score 1.0e-15");
    String page = MarkdownTable.of(new BenchReport(setting, new Peak(2, 40e9, 80e9), List.of(row)));
    assertTrue(page.contains("- backend: cpu: two threads\n"), page);
    assertTrue(page.contains("80.0 GFLOP/s in double, 160.0 in float"), page);
    assertTrue(
        page.endsWith(
            "| score | P1 | d=2 | cpu | FP64 | 12.50 | - | 11.00 | 22.00 | 2.00e+09 | 1.00e+09 | 34.0% | score 1.0e-15 |\n"),
        page);
  }
}
