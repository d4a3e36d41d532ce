package dev.arete.cli.report;

import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.OutputFolder;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.TableOutput;
import dev.arete.cli.io.WriteException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder that receives a report: report.md, tables as CSV and JSON, figures as PNG and SVG. All
 * files appear at once when all are written; until then an older report is untouched. Closing it
 * without that leaves nothing behind.
 */
public final class ReportFolder implements AutoCloseable {
  private static final String PAGE = "report.md";
  private static final String VERDICTS = "verdicts.json";

  private final Path folder;
  private final List<String> names;
  private final OutputFolder made;
  private final AtomicOutput page;
  private final Map<String, AtomicOutput> files = new LinkedHashMap<>();

  private ReportFolder(Path folder, List<String> names, OutputFolder made, AtomicOutput page) {
    this.folder = folder;
    this.names = names;
    this.made = made;
    this.page = page;
  }

  /**
   * Makes the folder if need be and starts the page of text in it, which shows that it can be
   * written to.
   *
   * @param folder where the files go
   * @param names all files that reports of this kind may have, see {@link #names}; an older report
   *     of the same title loses those of them that the new one does not have. An empty list leaves
   *     them
   * @return the folder, to be closed by the caller
   * @throws InputException if it is no folder and cannot be made, cannot be written to, or has a
   *     folder where a file shall be
   */
  public static ReportFolder create(Path folder, List<String> names) {
    OutputFolder made = OutputFolder.create(folder);
    try {
      names.forEach(name -> AtomicOutput.refuseFolder(folder.resolve(name)));
      return new ReportFolder(folder, names, made, AtomicOutput.create(folder.resolve(PAGE)));
    } catch (InputException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Returns the names of all files of a report.
   *
   * @param tables names of its tables
   * @param figures names of its figures
   * @return names with their endings
   */
  public static List<String> names(List<String> tables, List<String> figures) {
    return Stream.of(
            tables.stream().flatMap(name -> Stream.of(name + ".csv", name + ".json")),
            figures.stream().flatMap(name -> Stream.of(name + ".png", name + ".svg")),
            Stream.of(VERDICTS, PAGE))
        .flatMap(part -> part)
        .toList();
  }

  /**
   * Writes a report, once.
   *
   * @param report the report
   * @throws IOException if writing fails; once this is closed the folder is as it was
   */
  public void write(Report report) throws IOException {
    try {
      addFiles(report);
    } catch (InputException e) {
      // Before the work a folder that takes no file is bad input, after it a failure.
      throw new WriteException(e.getMessage(), e);
    }
    fill(page, text(MarkdownPage.of(report)));
    files.put(PAGE, page);
    AtomicOutput.commitAll(files.values(), obsolete(report));
    made.keep();
  }

  private void addFiles(Report report) throws IOException {
    for (DataTable table : report.tables()) {
      addTable(table);
    }
    for (Figure figure : report.figures()) {
      FigurePicture picture = new FigurePicture(figure);
      add(figure.name() + ".png", out -> picture.write(PictureFormat.PNG, out));
      add(figure.name() + ".svg", out -> picture.write(PictureFormat.SVG, out));
    }
    for (ImageGrid grid : report.images()) {
      add(grid.name() + ".png", out -> GridPicture.write(grid, out));
    }
    add(VERDICTS, text(Json.verdicts(report)));
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private static Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(String name, Content content) throws IOException {
    AtomicOutput file = AtomicOutput.create(folder.resolve(name));
    files.put(name, file);
    fill(file, content);
  }

  private static void fill(AtomicOutput file, Content content) throws IOException {
    try (OutputStream out = file.open()) {
      content.write(out);
    }
  }

  private void addTable(DataTable table) throws IOException {
    add(table.name() + ".json", text(Json.table(table)));
    String name = table.name() + ".csv";
    TableOutput output = TableOutput.create(folder.resolve(name));
    files.put(name, output.file());
    try (RowSink sink = output.start(table.columns(), table.rows().size())) {
      for (List<Object> row : table.rows()) {
        for (Object cell : row) {
          put(cell, sink);
        }
        sink.endRow();
      }
    }
  }

  private static void put(Object cell, RowSink sink) throws IOException {
    if (cell instanceof Integer count) {
      sink.count(count);
    } else if (cell instanceof Number number) {
      sink.number(number.doubleValue());
    } else {
      sink.word(cell.toString(), 0);
    }
  }

  /**
   * Files of the report before this one that this one does not have. The older page tells that they
   * are its own: a file of somebody else may have the same name.
   */
  private List<Path> obsolete(Report report) throws IOException {
    Path older = folder.resolve(PAGE);
    if (names.isEmpty() || !Files.isRegularFile(older)) {
      return List.of();
    }
    String text = new String(Files.readAllBytes(older), StandardCharsets.UTF_8);
    return names.stream()
        .filter(name -> !files.containsKey(name) && MarkdownPage.links(text, report, name))
        .map(folder::resolve)
        .filter(file -> !Files.isDirectory(file))
        .toList();
  }

  @Override
  public void close() {
    files.values().forEach(AtomicOutput::close);
    page.close();
    made.close();
  }
}
