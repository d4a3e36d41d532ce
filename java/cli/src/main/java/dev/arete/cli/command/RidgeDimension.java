package dev.arete.cli.command;

import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Table;
import java.nio.file.Path;

/** Which ridge dimensions data can have. */
final class RidgeDimension {
  private RidgeDimension() {}

  static void check(int dimension, int least, Table data, Path file) {
    if (dimension < least || dimension >= data.columns()) {
      throw new InputException(
          "ridge dimension must be in "
              + least
              + ".."
              + (data.columns() - 1)
              + " for the "
              + data.columns()
              + " columns of "
              + file
              + ", got "
              + dimension);
    }
  }
}
