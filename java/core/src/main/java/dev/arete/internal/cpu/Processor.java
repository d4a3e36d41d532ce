package dev.arete.internal.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Names the processor. */
final class Processor {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Processor() {}

  /** Returns, for example, "AMD EPYC 9654 (amd64)". */
  static String describe() {
    String architecture = System.getProperty("os.arch");
    String model = model();
    return model.isEmpty() ? architecture : model + " (" + architecture + ")";
  }

  /** The model as Linux gives it, or nothing: it is for people only. */
  private static String model() {
    if (!Files.isReadable(CPU_INFO)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | java.io.UncheckedIOException e) {
      return "";
    }
  }
}
