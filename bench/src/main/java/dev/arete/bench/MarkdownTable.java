package dev.arete.bench;

import java.util.Locale;

/** Writes a report as a Markdown page. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(BenchReport report) {
    StringBuilder page = new StringBuilder(4096);
    head(page, report);
    page.append(
        "| operation | problem | size | backend | precision | ms a call | +- | best ms | processor ms"
            + " | per second | per core second | share of peak | check |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (Row row : report.rows()) {
      page.append(line(row));
    }
    return page.toString();
  }

  private static void head(StringBuilder page, BenchReport report) {
    BenchReport.Setting setting = report.setting();
    page.append("# Benchmarks of ").append(setting.date()).append("\n\n");
    item(page, "machine", setting.machine() + ", " + setting.processors() + " processors");
    item(page, "load average, start and end", setting.load());
    item(page, "Java", setting.java() + " " + setting.jvmFlags());
    item(page, "commit", setting.commit());
    setting.backends().forEach(line -> item(page, "backend", line));
    item(page, "measured peak", peak(report.peak()));
    item(
        page,
        "share of peak",
        "least arithmetic of the dense sum over all pairs / (peak of one core x processor time),"
            + " the peak measured before and after every iteration, mean of all; one"
            + " exponential counted"
            + " as "
            + CostModel.EXP_FP64
            + " slots in double and "
            + CostModel.EXP_FP32
            + " in float, an eigensystem as 9 n^3 flops in double. Backends that skip pairs of no"
            + " weight may exceed 100%");
    item(
        page,
        "per second",
        "in the best iteration: pairs of query and data point,"
            + " dense, for every evaluation of a projection; matrices for"
            + " eigen");
    page.append('\n');
  }

  private static String peak(Peak peak) {
    return String.format(
        Locale.ROOT,
        "%.1f GFLOP/s in double, %.1f in float (all threads, fused multiply-adds)",
        2e-9 * peak.fp64(),
        2e-9 * peak.fp32());
  }

  private static void item(StringBuilder page, String name, String text) {
    page.append("- ").append(name).append(": ").append(text.strip()).append('\n');
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %.4g | %s | %.4g | %.4g | %.3g | %.3g | %.1f%% | %s |%n",
        row.operation(),
        row.problem(),
        row.size(),
        row.backend(),
        row.precision(),
        row.milliseconds(),
        Double.isNaN(row.spread()) ? "-" : String.format(Locale.ROOT, "%.2g", row.spread()),
        row.best(),
        row.processor(),
        row.rate(),
        row.coreRate(),
        100 * row.peakShare(),
        row.check());
  }
}
