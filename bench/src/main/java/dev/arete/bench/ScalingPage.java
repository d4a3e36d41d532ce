package dev.arete.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The scaling study as a Markdown page. */
final class ScalingPage {
  private static final String COLUMNS =
      """
      | n | q | d | h | survivors | geometry wall, cpu (ms) | projection wall, cpu (ms) | steps | check |
      |---|---|---|---|---|---|---|---|---|
      """;

  private ScalingPage() {}

  static String of(
      String prefix, BenchReport.Setting setting, Map<ScalingSeries, List<ScalingPoint>> results) {
    StringBuilder page = new StringBuilder(4096);
    page.append("# Cost over n, q, d and survivors, ").append(setting.date()).append("\n\n");
    item(page, "machine", setting.machine() + ", " + setting.processors() + " processors");
    item(page, "load average, start and end", setting.load());
    item(page, "Java", setting.java() + " " + setting.jvmFlags());
    item(page, "commit", setting.commit());
    setting.backends().forEach(line -> item(page, "backend", line));
    item(
        page,
        "exponents",
        "slopes of log processor time of one call over the logarithm of the axis, least squares;"
            + " the lines of the picture");
    item(
        page,
        "survivors",
        "centres with more than 1e-16 of the largest weight, mean over the first queries");
    item(page, "check", "errors against the reference backend on the first queries, relative");
    page.append("\n![cost](").append(Path.of(prefix).getFileName()).append(".png)\n");
    results.forEach((series, points) -> page.append('\n').append(section(series, points)));
    return page.toString();
  }

  private static void item(StringBuilder page, String name, String text) {
    page.append("- ").append(name).append(": ").append(text.strip()).append('\n');
  }

  /** One series: its exponents and its points. */
  static String section(ScalingSeries series, List<ScalingPoint> points) {
    StringBuilder text = new StringBuilder(1024);
    text.append("## Over ").append(series.title()).append("\n\n");
    text.append("Exponent of the geometry: ")
        .append(exponent(series, points, ScalingPoint::geometry));
    text.append("; of the projection: ").append(exponent(series, points, ScalingPoint::projection));
    text.append(".\n\n").append(COLUMNS);
    points.forEach(point -> text.append(line(point)));
    return text.toString();
  }

  private static String exponent(
      ScalingSeries series, List<ScalingPoint> points, Function<ScalingPoint, double[]> times) {
    return String.format(Locale.ROOT, "%.2f", fit(series, points, times).exponent());
  }

  /** The power of processor time over the axis of a series. */
  static PowerLaw fit(
      ScalingSeries series, List<ScalingPoint> points, Function<ScalingPoint, double[]> times) {
    return PowerLaw.fit(
        points.stream().mapToDouble(point -> point.on(series.axis())).toArray(),
        points.stream().mapToDouble(point -> times.apply(point)[1]).toArray());
  }

  private static String line(ScalingPoint p) {
    return String.format(
        Locale.ROOT,
        "| %,d | %,d | %d | %.4g | %,.0f | %.1f, %.1f | %.1f, %.1f | %d | %s |%n",
        p.n(),
        p.q(),
        p.d(),
        p.h(),
        p.survivors(),
        1e3 * p.geometry()[0],
        1e3 * p.geometry()[1],
        1e3 * p.projection()[0],
        1e3 * p.projection()[1],
        p.evaluations(),
        p.check());
  }
}
