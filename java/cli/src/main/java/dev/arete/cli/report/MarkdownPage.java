package dev.arete.cli.report;

import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.ImageGrid;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as one page of Markdown. Long tables are left to their files. */
final class MarkdownPage {
  private static final int MAX_ROWS = 40;

  private final StringBuilder out = new StringBuilder();

  private MarkdownPage() {}

  static String of(Report report) {
    MarkdownPage page = new MarkdownPage();
    page.line(title(report)).line(report.summary()).line("");
    if (!report.figures().isEmpty()) {
      page.figure(report.figures().get(0));
    }
    page.verdicts(report.verdicts());
    for (Figure figure :
        report.figures().subList(Math.min(1, report.figures().size()), report.figures().size())) {
      page.figure(figure);
    }
    report.images().forEach(page::images);
    report.tables().forEach(page::table);
    if (!report.remarks().isEmpty()) {
      page.line("## Remarks").line("");
      report.remarks().forEach(remark -> page.line("- " + remark));
      page.line("");
    }
    page.line("## Settings").line("").line("| setting | value |").line("|---|---|");
    report.settings().forEach((name, value) -> page.line("| " + name + " | " + cell(value) + " |"));
    return page.out.toString();
  }

  /** Whether a page is one of such a report and links to a file. */
  static boolean links(String page, Report report, String file) {
    return page.startsWith(title(report)) && page.contains("(" + file + ")");
  }

  private static String title(Report report) {
    return "# " + report.title() + "\n";
  }

  private MarkdownPage line(String text) {
    out.append(text).append('\n');
    return this;
  }

  private void figure(Figure figure) {
    line("![" + figure.name() + "](" + figure.name() + ".png)").line("");
    line(figure.caption() + " ([SVG](" + figure.name() + ".svg))").line("");
  }

  private void images(ImageGrid grid) {
    line("![" + grid.name() + "](" + grid.name() + ".png)").line("").line(grid.caption()).line("");
  }

  private void verdicts(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    line("## Verdicts").line("").line(Verdicts.counts(verdicts)).line("");
    line("| quantity | in the books | source | measured | verdict | judged by |");
    line("|---|---|---|---|---|---|");
    for (Verdict v : verdicts) {
      line(
          "| "
              + String.join(
                  " | ",
                  cell(v.what()),
                  number(v.expected()),
                  cell(v.source()),
                  number(v.measured()),
                  Verdicts.words(v),
                  cell(v.reason()))
              + " |");
    }
    line("");
  }

  private void table(DataTable table) {
    line("## " + table.name().replace('_', ' ')).line("").line(table.caption());
    line("Files: [CSV](" + table.name() + ".csv), [JSON](" + table.name() + ".json).").line("");
    if (table.rows().size() > MAX_ROWS) {
      return;
    }
    line("| " + String.join(" | ", table.columns()) + " |");
    line("|" + "---|".repeat(table.columns().size()));
    for (List<Object> row : table.rows()) {
      line(row.stream().map(MarkdownPage::word).collect(Collectors.joining(" | ", "| ", " |")));
    }
    line("");
  }

  private static String word(Object value) {
    return value instanceof Double number ? number(number) : cell(value.toString());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e5);
    return String.format(Locale.ROOT, plain ? "%.5g" : "%.3e", value);
  }
}
