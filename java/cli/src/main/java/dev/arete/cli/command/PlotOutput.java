package dev.arete.cli.command;

import dev.arete.RidgeProjection;
import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Table;
import dev.arete.cli.plot.Fonts;
import dev.arete.cli.plot.Layer;
import dev.arete.cli.plot.Overlay;
import dev.arete.cli.plot.PictureFormat;
import dev.arete.cli.plot.RidgePlot;
import dev.arete.cli.plot.SpaceView;
import dev.arete.diffusion.analysis.RidgeLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The picture of a ridge on its way into a file, or nothing where none is asked for. */
final class PlotOutput implements RidgeSink, AutoCloseable {
  private final Path target;
  private final Path overlayFile;
  private final AtomicOutput file;
  private final RidgePoints ridge = new RidgePoints();
  private RidgePlot plot;
  private SpaceView view;

  private PlotOutput(Path target, Path overlayFile, AtomicOutput file) {
    this.target = target;
    this.overlayFile = overlayFile;
    this.file = file;
  }

  static PlotOutput create(Path target, Path overlayFile) {
    if (target == null) {
      return new PlotOutput(null, null, null);
    }
    Fonts.requireUsable(target);
    return new PlotOutput(target, overlayFile, AtomicOutput.create(target));
  }

  /** Checks that the data can be drawn and reads the overlay, before anything is computed. */
  void prepare(Table data, Path dataFile) {
    if (file == null) {
      return;
    }
    if (data.columns() != 2 && data.columns() != 3) {
      throw new InputException(
          target
              + ": a plot needs data of dimension 2 or 3, "
              + dataFile
              + " has dimension "
              + data.columns());
    }
    if (data.columns() == 3) {
      view = new SpaceView(new String[] {data.name(0), data.name(1), data.name(2)}, data.values());
    }
    plot = view == null ? new RidgePlot(data.name(0), data.name(1)) : new RidgePlot(view);
    plot.data(layer(label(dataFile), data.values(), false));
    if (overlayFile != null) {
      if (view != null) {
        throw new InputException(overlayFile + ": an overlay needs data of dimension 2, got 3");
      }
      plot.overlay(Overlay.read(overlayFile, label(overlayFile)));
    }
  }

  /** The file name without its ending, as words. */
  private static String label(Path path) {
    return path.getFileName().toString().replaceFirst("\\.[^.]*$", "").replace('_', ' ');
  }

  /** Points on the page. */
  private Layer layer(String label, double[] points, boolean lines) {
    double[][] page = view == null ? columns(points) : view.onPage(points);
    return new Layer(label, page[0], page[1], lines);
  }

  private static double[][] columns(double[] points) {
    double[][] columns = new double[2][points.length / 2];
    for (int i = 0; i < points.length; i++) {
      columns[i % 2][i / 2] = points[i];
    }
    return columns;
  }

  /** Collects the ridge points that converged, where there is a picture to put them in. */
  @Override
  public void take(RidgeProjection projection) {
    if (file != null) {
      ridge.take(projection);
    }
  }

  /**
   * Draws the ridge points over the data.
   *
   * @param scale of the data in the density, by which ridge points are divided
   */
  void draw(double scale) throws IOException {
    if (file == null) {
      return;
    }
    double[] points = ridge.points();
    for (int i = 0; i < points.length; i++) {
      points[i] /= scale;
    }
    plot.ridge(layer("ridge", points, false));
    write();
  }

  /** Draws curves, the way of their points at lower levels, and how uncertain they are. */
  void draw(CurveLines lines, List<RidgeLevel> followed, double[] shifts) throws IOException {
    if (file == null) {
      return;
    }
    if (!followed.isEmpty()) {
      plot.overlay(layer("followed to the last level", lines.ways(followed), true));
    }
    if (shifts != null && view == null) {
      plot.band(layer("median bootstrap shift", lines.band(shifts), true));
    }
    plot.ridge(layer("ridge", lines.curves(), true));
    write();
  }

  private void write() throws IOException {
    try (OutputStream out = file.open()) {
      PictureFormat.of(target).write(plot, out);
    }
  }

  /** The picture's file, or null where none is asked for. */
  AtomicOutput file() {
    return file;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
