package dev.arete.bench;

import java.util.List;
import java.util.Locale;

/** Times of calls and kernels on a device as a Markdown page. */
final class KernelPage {
  private static final String NOTES =
      """
      *ms a call*: the fastest, from host memory to host memory. *kernels*: the sum of the means of its launches, timed by
      events one after the other, each with a microsecond or two of the events. *bound*: least arithmetic of the dense sum
      over all pairs with every lane busy, in float also the special function units, at the highest clock; above 100% pairs were
      skipped. *check*: as in the other benchmarks, errors against the reference backend on the first queries. A kernel that was launched
      once in all is left out.

      """;

  private static final String CALLS =
      """
      | operation | problem | size | precision | ms a call | kernels, ms | share of bound | check |
      |---|---|---|---|---|---|---|---|
      """;

  private static final String KERNELS =
      """

      | operation | problem | precision | kernel | launches a call | us a launch | ms a call |
      |---|---|---|---|---|---|---|
      """;

  /** Share of a call below which a kernel is left out of the page. */
  private static final double SMALL = 0.01;

  private KernelPage() {}

  static String of(BenchReport.Setting setting, List<KernelRun> runs) {
    StringBuilder page = new StringBuilder(4096);
    page.append("# Kernels, ").append(setting.date()).append("\n\n");
    setting.backends().forEach(line -> page.append("- ").append(line).append('\n'));
    page.append("- commit: ").append(setting.commit()).append("\n\n").append(NOTES).append(CALLS);
    runs.forEach(run -> page.append(call(run)));
    page.append(KERNELS);
    runs.forEach(run -> append(page, run));
    return page.toString();
  }

  private static String call(KernelRun run) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.4g | %.4g | %s | %s |%n",
        run.operation(),
        run.problem(),
        run.size(),
        run.precision(),
        run.milliseconds(),
        run.onDevice(),
        Double.isFinite(run.bound())
            ? String.format(Locale.ROOT, "%.0f%%", 100 * run.bound() / run.onDevice())
            : "-",
        run.check());
  }

  private static void append(StringBuilder page, KernelRun run) {
    for (KernelRun.Kernel kernel : run.kernels()) {
      if (kernel.milliseconds() >= SMALL * run.onDevice()) {
        page.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.3g | %.4g | %.4g |%n",
                run.operation(),
                run.problem(),
                run.precision(),
                kernel.name(),
                kernel.launches(),
                kernel.microseconds(),
                kernel.milliseconds()));
      }
    }
  }
}
