package dev.arete.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.arete.Points;
import dev.arete.Smoothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads back what {@link Export} wrote, so that this library is timed on the files of its peers.
 */
final class ExportedProblem {
  private ExportedProblem() {}

  /** The problem of a folder; its data are the centres, which are scaled already. */
  static Workload read(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("problem.json"));
    JsonObject settings = JsonParser.parseString(text).getAsJsonObject();
    return new Workload(
        folder.getFileName().toString(),
        points(folder.resolve("centres.npy")),
        points(folder.resolve("queries.npy")),
        Smoothing.variance(settings.get("h").getAsDouble()),
        settings.get("k").getAsInt());
  }

  private static Points points(Path file) throws IOException {
    Npy.Matrix matrix = Npy.read(file);
    return Points.of(matrix.values(), matrix.columns());
  }
}
