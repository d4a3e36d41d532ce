package dev.arete.cli.command;

import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.RowSource;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say which density is meant. */
class DataArguments {
  @Option(
      names = "--data",
      order = 1,
      paramLabel = "F",
      required = true,
      description = "data points, one a row: .csv (header optional) or .npy")
  private Path data;

  @Option(
      names = "--weights",
      order = 2,
      paramLabel = "F",
      description = "weights of the data points, one positive number a line: .csv or .npy")
  private Path weights;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private SmoothingArguments smoothing;

  @Option(
      names = "--beta",
      order = 7,
      paramLabel = "B",
      defaultValue = "0",
      description =
          "curvature margin: a ridge point has normal eigenvalues <= -B; default: ${DEFAULT-VALUE}")
  private double beta;

  final Path data() {
    return data;
  }

  final Path weights() {
    return weights;
  }

  final double beta() {
    return beta;
  }

  /** Checks what can be told without reading a file, and returns the smoothing. */
  final Smoothing smoothing() {
    checkBeta();
    return smoothing.smoothing();
  }

  /** Smoothings from the one asked for down to a lower value of the same option, equal factors. */
  final List<Smoothing> smoothings(double last, int count) {
    checkBeta();
    return smoothing.smoothings(last, count);
  }

  private void checkBeta() {
    if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new InputException("beta must be at least 0 and finite, got " + beta);
    }
  }

  /** The data as points, with their weights. */
  final Points points(Table table) {
    Points points = Points.of(table.values(), table.columns());
    return weights == null ? points : points.withWeights(readWeights(table.rows()));
  }

  private double[] readWeights(int expected) {
    Table table = TableReader.read(weights, Domain.WEIGHT);
    if (table.columns() != 1 || table.rows() != expected) {
      throw new InputException(
          weights
              + ": "
              + table.rows()
              + " rows of "
              + table.columns()
              + " numbers; expected one weight for each of the "
              + expected
              + " data points");
    }
    return table.values();
  }

  /** The data. */
  Table readData() {
    return TableReader.read(data, Domain.COORDINATE);
  }

  /** The data as points, of which no second copy is kept. */
  final Points readPoints() {
    return points(readData());
  }

  /** Queries for these data; refuses another dimension. */
  final Table readQueries(Path file, Table data) {
    Table table = TableReader.read(file, Domain.COORDINATE);
    checkQueries(file, table.columns(), data.columns());
    return table;
  }

  /** Queries for data of some dimension, a batch at a time; refuses another dimension. */
  final RowSource openQueries(Path file, int dimension) {
    RowSource rows = TableReader.open(file, Domain.COORDINATE);
    try {
      checkQueries(file, rows.columns(), dimension);
      return rows;
    } catch (InputException e) {
      close(rows, file);
      throw e;
    }
  }

  private static void close(RowSource rows, Path file) {
    try {
      rows.close();
    } catch (IOException e) {
      throw new InputException(file + ": cannot be closed (" + e.getMessage() + ")");
    }
  }

  private void checkQueries(Path file, int actual, int expected) {
    if (actual != expected) {
      throw new InputException(
          file
              + ": queries have dimension "
              + actual
              + ", the data in "
              + this.data
              + " have dimension "
              + expected);
    }
  }
}
