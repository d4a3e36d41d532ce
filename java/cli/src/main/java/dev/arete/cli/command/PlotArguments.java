package dev.arete.cli.command;

import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.plot.PictureFormat;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for a picture. */
final class PlotArguments {
  @Option(
      names = "--plot",
      order = 14,
      paramLabel = "F",
      description = "draw data and ridge into F.png or F.svg (data of dimension 2 or 3)")
  private Path plot;

  @Option(
      names = "--overlay",
      order = 15,
      paramLabel = "F.csv",
      description =
          "more points to draw in dimension 2; a third column of text groups rows into lines, and a row of NA"
              + " breaks a line")
  private Path overlay;

  List<Path> inputs() {
    return overlay == null ? List.of() : List.of(overlay);
  }

  /**
   * The picture's file, if one is asked for; refuses endings and combinations that make no sense.
   */
  List<Path> outputs() {
    if (plot == null) {
      if (overlay != null) {
        throw new InputException("--overlay " + overlay + " needs --plot, there is no picture");
      }
      return List.of();
    }
    PictureFormat.of(plot);
    if (overlay != null && FileFormat.of(overlay) != FileFormat.CSV) {
      throw new InputException(overlay + ": an overlay is a .csv file");
    }
    return List.of(plot);
  }

  PlotOutput create() {
    return PlotOutput.create(plot, overlay);
  }
}
