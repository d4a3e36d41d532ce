package dev.arete.bench;

import dev.arete.Points;
import dev.arete.Smoothing;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A problem made of a table of the user: NAME=FILE.csv:VARIANCE:K. The queries are the data. */
final class TableProblem {
  private static final Pattern FORM = Pattern.compile("([\\w.-]+)=(.+):([^:]+):(\\d+)");

  private TableProblem() {}

  /** The problem of such a text, or the workload of that name where the text is none. */
  static Workload of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Workloads.named(text);
    }
    Points points = Csv.file(Path.of(parts.group(2)));
    Smoothing smoothing = Smoothing.variance(Double.parseDouble(parts.group(3)));
    return new Workload(
        parts.group(1), points, points, smoothing, Integer.parseInt(parts.group(4)));
  }
}
