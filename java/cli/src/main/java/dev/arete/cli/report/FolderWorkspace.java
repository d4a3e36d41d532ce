package dev.arete.cli.report;

import dev.arete.ProgressListener;
import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Inputs;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.NpySink;
import dev.arete.cli.io.OutputFolder;
import dev.arete.diffusion.experiment.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps long steps in a folder as .npy files, named after their settings. */
public final class FolderWorkspace implements Workspace {
  private final Path folder;
  private final Function<String, Bar> bars;

  /** A progress bar. */
  public interface Bar extends ProgressListener, AutoCloseable {
    @Override
    void close();
  }

  /**
   * Creates a workspace.
   *
   * @param folder where long steps are kept; made if need be
   * @param bars makes a progress bar for a stage
   */
  public FolderWorkspace(Path folder, Function<String, Bar> bars) {
    this.folder = folder;
    this.bars = bars;
    OutputFolder.create(folder).keep();
  }

  @Override
  public double[] remember(String key, Supplier<double[]> compute) {
    Path file = folder.resolve(name(key) + ".npy");
    if (Files.exists(file)) {
      return kept(file);
    }
    double[] values = compute.get();
    try {
      keep(values, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static double[] kept(Path file) {
    try {
      return NpyReader.read(file).values();
    } catch (InputException e) {
      throw new InputException(e.getMessage() + "; delete it, and it is computed again");
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + Inputs.reason(e) + ")");
    }
  }

  private static void keep(double[] values, Path file) throws IOException {
    try (AtomicOutput output = AtomicOutput.create(file)) {
      try (NpySink sink = new NpySink(output.open(), values.length)) {
        for (double value : values) {
          sink.number(value);
        }
      }
      output.commit();
    }
  }

  private static String name(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void stage(String name, Stage work) {
    try (Bar bar = bars.apply(name)) {
      work.run(bar);
    }
  }
}
