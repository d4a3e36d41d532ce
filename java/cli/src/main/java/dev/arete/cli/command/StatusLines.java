package dev.arete.cli.command;

import dev.arete.RidgeStatus;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** How projections ended, one line a status, with shares. */
final class StatusLines {
  private StatusLines() {}

  static void print(PrintWriter out, Map<RidgeStatus, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    counts.forEach(
        (status, count) ->
            out.printf(Locale.ROOT, "  %-16s%10d%9.2f%%%n", status, count, 100.0 * count / all));
  }
}
