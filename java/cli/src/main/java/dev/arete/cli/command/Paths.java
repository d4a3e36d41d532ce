package dev.arete.cli.command;

import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks of the files a command names, before any work. */
final class Paths {
  private Paths() {}

  /** Refuses inputs that cannot be read, and outputs that are inputs or each other. */
  static void check(List<Path> inputs, List<Path> outputs) {
    inputs.forEach(Inputs::requireReadable);
    for (int i = 0; i < outputs.size(); i++) {
      for (Path input : inputs) {
        refuseSame(input, outputs.get(i), "is both input and output");
      }
      for (int j = 0; j < i; j++) {
        refuseSame(outputs.get(j), outputs.get(i), "is named for two outputs");
      }
    }
  }

  private static void refuseSame(Path one, Path other, String complaint) {
    if (same(one, other)) {
      throw new InputException(other + ": " + complaint);
    }
  }

  private static boolean same(Path one, Path other) {
    if (one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
      return true;
    }
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      throw new InputException(other + ": cannot be compared with " + one + " (" + e + ")");
    }
  }
}
