package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.NpyArray;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.NpySink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the eigensystems of a batch of symmetric matrices. */
@Command(
    name = "eigen",
    description = {
      "Writes the eigenvalues of symmetric matrices, descending, and on request the eigenvectors.",
      "",
      "The input is an array of shape (batch, n, n), or (n, n) for one matrix; only the lower"
          + " triangles are read, which may hold any finite numbers. Eigenvalues have shape (batch, n) or (n,), eigenvectors the shape"
          + " of the input: row j of a matrix is the unit eigenvector of eigenvalue j.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete eigen --matrices hessians.npy --out values.npy --vectors vectors.npy"
    })
final class EigenCommand implements Callable<Integer> {
  @ParentCommand private AreteCommand parent;

  @Option(
      names = "--matrices",
      order = 8,
      paramLabel = "F.npy",
      required = true,
      description = "the matrices")
  private Path matrices;

  @Option(
      names = "--out",
      order = 13,
      paramLabel = "F.npy",
      required = true,
      description = "the eigenvalues")
  private Path out;

  @Option(names = "--vectors", order = 14, paramLabel = "F.npy", description = "the eigenvectors")
  private Path vectors;

  @Mixin private ComputeArguments compute;

  @Override
  public Integer call() throws IOException {
    ComputeOptions options = compute.options();
    List<Path> outputs = vectors == null ? List.of(out) : List.of(out, vectors);
    requireNpy(matrices);
    outputs.forEach(EigenCommand::requireNpy);
    Paths.check(List.of(matrices), outputs);
    try (AtomicOutput valueFile = AtomicOutput.create(out);
        AtomicOutput vectorFile = vectors == null ? null : AtomicOutput.create(vectors)) {
      decompose(read(), options, valueFile, vectorFile);
      AtomicOutput.commitAll(valueFile, vectorFile);
    }
    return 0;
  }

  private static void requireNpy(Path file) {
    if (FileFormat.of(file) != FileFormat.NPY) {
      throw new InputException(file + ": matrices and eigensystems are .npy files");
    }
  }

  private NpyArray read() {
    NpyArray array;
    try {
      array = NpyReader.read(matrices);
    } catch (IOException e) {
      throw new InputException(matrices + ": cannot be read (" + e.getMessage() + ")");
    }
    int[] shape = array.shape();
    int rank = shape.length;
    if ((rank != 2 && rank != 3) || shape[rank - 1] != shape[rank - 2]) {
      throw new InputException(
          matrices + ": expected shape (batch, n, n) or (n, n), got " + Arrays.toString(shape));
    }
    array.checkLowerTriangles(matrices, Domain.FINITE);
    return array;
  }

  private void decompose(
      NpyArray array, ComputeOptions options, AtomicOutput valueFile, AtomicOutput vectorFile)
      throws IOException {
    int[] shape = array.shape();
    int order = shape[shape.length - 1];
    double[] values = new double[array.values().length / order];
    double[] rows = vectorFile == null ? null : new double[array.values().length];
    try (Compute opened = Compute.open(options)) {
      parent.started();
      opened.symmetricEigen().decompose(array.values(), order, values, rows);
    }
    write(valueFile, values, Arrays.copyOf(shape, shape.length - 1));
    if (vectorFile != null) {
      write(vectorFile, rows, shape);
    }
  }

  private static void write(AtomicOutput file, double[] values, int[] shape) throws IOException {
    try (NpySink sink = new NpySink(file.open(), shape)) {
      for (double value : values) {
        sink.number(value);
      }
    }
  }
}
