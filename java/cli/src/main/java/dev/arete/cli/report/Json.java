package dev.arete.cli.report;

import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables and verdicts as JSON text. Numbers that JSON does not know become null. */
final class Json {
  private Json() {}

  static String table(DataTable table) {
    List<String> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(quoted(table.columns().get(i)) + ": " + value(row.get(i)));
      }
      rows.add("{" + String.join(", ", cells) + "}");
    }
    return "{\n"
        + quoted("caption")
        + ": "
        + quoted(table.caption())
        + ",\n"
        + quoted("rows")
        + ": [\n"
        + String.join(",\n", rows)
        + "\n]\n}\n";
  }

  static String verdicts(Report report) {
    String settings =
        report.settings().entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
            .collect(Collectors.joining(",\n"));
    String verdicts =
        report.verdicts().stream().map(Json::verdict).collect(Collectors.joining(",\n"));
    return "{\n"
        + quoted("title")
        + ": "
        + quoted(report.title())
        + ",\n"
        + quoted("settings")
        + ": {\n"
        + settings
        + "\n},\n"
        + quoted("verdicts")
        + ": [\n"
        + verdicts
        + "\n]\n}\n";
  }

  private static String verdict(Verdict verdict) {
    return "{"
        + String.join(
            ", ",
            "\"what\": " + quoted(verdict.what()),
            "\"expected\": " + value(verdict.expected()),
            "\"source\": " + quoted(verdict.source()),
            "\"measured\": " + value(verdict.measured()),
            "\"outcome\": " + quoted(verdict.outcome().toString()),
            "\"reason\": " + quoted(verdict.reason()))
        + "}";
  }

  private static String value(Object cell) {
    if (cell instanceof Double number) {
      return Double.isFinite(number) ? number.toString() : "null";
    }
    return cell instanceof Number ? cell.toString() : quoted(cell.toString());
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
