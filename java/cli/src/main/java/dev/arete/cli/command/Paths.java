package dev.arete.cli.command;

import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** The files a command names, and checks of them before any work. */
final class Paths {
  private Paths() {}

  /** The file of a name on the command line. */
  static Path named(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      // Java's reason speaks of unmappable characters, which a user cannot place.
      boolean unmappable = e.getReason().startsWith("Malformed input");
      throw new TypeConversionException(
          name.replaceAll("[^ -~]", "?")
              + ": "
              + (unmappable
                  ? "the locale (LC_ALL, LANG) cannot represent this file name; use one of UTF-8,"
                      + " such as LC_ALL=C.UTF-8"
                  : "is no file name (" + e.getReason() + ")"));
    }
  }

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

  /** Refuses a folder for results that has no name, or is a file. */
  static void checkFolder(Path folder) {
    if (folder.toString().isEmpty()) {
      throw new InputException("--out: the name of the folder is empty; . is the current one");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + ": is a file, not a folder");
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
