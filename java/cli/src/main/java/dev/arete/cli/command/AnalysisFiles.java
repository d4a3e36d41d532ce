package dev.arete.cli.command;

import dev.arete.cli.report.ReportFolder;
import java.nio.file.Path;
import java.util.List;

/** The files that analyze leaves in its folder, those of its optional parts among them. */
final class AnalysisFiles {
  private static final List<String> TABLES =
      List.of(
          "summary",
          "errors",
          "spectrum",
          "spectra",
          "bandwidths",
          "points",
          "reach",
          "path_errors",
          "path_integrals",
          "path_fits",
          "phases");

  private static final List<String> FIGURES =
      List.of("plane", "residuals", "alignment", "reach", "path_errors", "align");

  private AnalysisFiles() {}

  static List<String> names() {
    return ReportFolder.names(TABLES, FIGURES);
  }

  static List<Path> in(Path folder) {
    return names().stream().map(folder::resolve).toList();
  }
}
