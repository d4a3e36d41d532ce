package dev.arete.cli.report;

import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.TableOutput;
import dev.arete.cli.plot.FigurePicture;
import dev.arete.cli.plot.GridPicture;
import dev.arete.cli.plot.PictureFormat;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.ImageGrid;
import dev.arete.diffusion.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that receives a report: report.md, tables as CSV and JSON, figures as PNG and SVG. */
public final class ReportFolder {
  private final Path folder;

  /**
   * Creates the folder if need be.
   *
   * @param folder where the files go
   * @throws InputException if it is no folder and cannot be made
   */
  public ReportFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(folder + ": cannot make this folder (" + e.getMessage() + ")");
    }
  }

  /**
   * Writes a report. Each file appears whole or not at all; the page of text comes last.
   *
   * @param report the report
   * @throws IOException if writing fails
   */
  public void write(Report report) throws IOException {
    for (DataTable table : report.tables()) {
      writeCsv(table);
      write(table.name() + ".json", Json.table(table));
    }
    for (Figure figure : report.figures()) {
      FigurePicture picture = new FigurePicture(figure);
      writePicture(picture, PictureFormat.PNG, figure.name() + ".png");
      writePicture(picture, PictureFormat.SVG, figure.name() + ".svg");
    }
    for (ImageGrid grid : report.images()) {
      try (AtomicOutput output = AtomicOutput.create(folder.resolve(grid.name() + ".png"))) {
        try (OutputStream out = output.open()) {
          GridPicture.write(grid, out);
        }
        output.commit();
      }
    }
    write("verdicts.json", Json.verdicts(report));
    write("report.md", MarkdownPage.of(report));
  }

  private void writeCsv(DataTable table) throws IOException {
    try (TableOutput output = TableOutput.create(folder.resolve(table.name() + ".csv"))) {
      try (RowSink sink = output.start(table.columns(), table.rows().size())) {
        for (List<Object> row : table.rows()) {
          for (Object cell : row) {
            if (cell instanceof Integer count) {
              sink.count(count);
            } else if (cell instanceof Number number) {
              sink.number(number.doubleValue());
            } else {
              sink.word(cell.toString(), 0);
            }
          }
          sink.endRow();
        }
      }
      output.file().commit();
    }
  }

  private void writePicture(FigurePicture picture, PictureFormat format, String name)
      throws IOException {
    try (AtomicOutput output = AtomicOutput.create(folder.resolve(name))) {
      try (OutputStream out = output.open()) {
        picture.write(format, out);
      }
      output.commit();
    }
  }

  private void write(String name, String text) throws IOException {
    try (AtomicOutput output = AtomicOutput.create(folder.resolve(name))) {
      try (OutputStream out = output.open()) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      output.commit();
    }
  }
}
