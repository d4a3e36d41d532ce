package dev.arete.cli.command;

import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Table;
import picocli.CommandLine.Option;

/** Options that say which density is meant, and relative to a ridge that has a tangent. */
final class AnalysisArguments extends DataArguments {
  @Option(
      names = "--ridge-dimension",
      order = 6,
      paramLabel = "K",
      required = true,
      description = "dimension of the ridge, 1 to d-1: data need at least two dimensions")
  private int ridgeDimension;

  int ridgeDimension() {
    return ridgeDimension;
  }

  /** Refuses what can be told without reading a file. */
  void checkRidgeDimension() {
    if (ridgeDimension < 1) {
      throw new InputException(
          "ridge dimension must be at least 1 to tell tangent from normal, got " + ridgeDimension);
    }
  }

  /** The data; refuses a ridge dimension they cannot have. */
  @Override
  Table readData() {
    Table table = super.readData();
    if (table.columns() < 2) {
      throw new InputException(
          data() + ": data need at least 2 dimensions to tell tangent from normal, got 1");
    }
    RidgeDimension.check(ridgeDimension, 1, table, data());
    return table;
  }
}
