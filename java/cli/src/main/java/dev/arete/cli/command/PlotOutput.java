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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The picture of a projection on its way into a file, or nothing where none is asked for. */
final class PlotOutput implements RidgeSink, AutoCloseable {
  private final Path target;
  private final Path overlayFile;
  private final AtomicOutput file;
  private final RidgePoints ridge = new RidgePoints();
  private RidgePlot plot;

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
    if (data.columns() != 2) {
      throw new InputException(
          target
              + ": a plot needs data of dimension 2, "
              + dataFile
              + " has dimension "
              + data.columns());
    }
    plot = new RidgePlot(data.name(0), data.name(1));
    plot.data(Layer.points(label(dataFile), data.column(0), data.column(1)));
    if (overlayFile != null) {
      plot.overlay(Overlay.read(overlayFile, label(overlayFile)));
    }
  }

  /** The file name without its ending, as words. */
  private static String label(Path path) {
    return path.getFileName().toString().replaceFirst("\\.[^.]*$", "").replace('_', ' ');
  }

  /** Collects the ridge points that converged, where there is a picture to put them in. */
  @Override
  public void take(RidgeProjection projection) {
    if (file != null) {
      ridge.take(projection);
    }
  }

  /** Draws the ridge points over the data. */
  void draw() throws IOException {
    if (file == null) {
      return;
    }
    plot.ridge(Layer.points("ridge", ridge.x(), ridge.y()));
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
