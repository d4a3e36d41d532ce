package dev.arete.cli.command;

import dev.arete.cli.io.Table;
import picocli.CommandLine.Option;

/** Options that say which density is meant, and relative to which ridge dimension. */
final class DensityArguments extends DataArguments {
  @Option(
      names = "--ridge-dimension",
      order = 6,
      paramLabel = "K",
      required = true,
      description = "dimension of the ridge, 0 (modes) to d-1")
  private int ridgeDimension;

  int ridgeDimension() {
    return ridgeDimension;
  }

  /** The data; refuses a ridge dimension they cannot have. */
  @Override
  Table readData() {
    Table table = super.readData();
    RidgeDimension.check(ridgeDimension, 0, table, data());
    return table;
  }
}
