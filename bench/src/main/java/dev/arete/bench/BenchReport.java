package dev.arete.bench;

import java.util.List;

/**
 * A run of the benchmarks.
 *
 * @param setting what was run where
 * @param peak arithmetic peak of the machine, measured before and after, the larger
 * @param rows the results
 */
record BenchReport(Setting setting, Peak peak, List<Row> rows) {
  /**
   * What was run where.
   *
   * @param date day and time of the end of the run
   * @param machine processor
   * @param processors how many the Java machine sees
   * @param java version and vendor
   * @param jvmFlags flags of the Java machine
   * @param commit state of the sources
   * @param load 1-minute load average at the start and the end; another user of the machine shows
   *     here
   * @param backends how each backend describes itself
   */
  record Setting(
      String date,
      String machine,
      int processors,
      String java,
      String jvmFlags,
      String commit,
      String load,
      List<String> backends) {}
}
