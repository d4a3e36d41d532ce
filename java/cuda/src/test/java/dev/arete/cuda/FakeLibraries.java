package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls of cuBLAS and cuSOLVER that are used, built from plain C under NVIDIA's names. */
final class FakeLibraries {
  private static final Path SOURCES = Path.of("src/test/native");

  private FakeLibraries() {}

  /** Why they cannot be built, in one line; empty if they can. */
  static Optional<String> unavailable() {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(part -> Files.isExecutable(Path.of(part, "gcc")));
    if (!found) {
      return Optional.of("the libraries under NVIDIA's names need gcc, which is not on the PATH");
    }
    return Files.isDirectory(SOURCES)
        ? Optional.empty()
        : Optional.of("there is no " + SOURCES.toAbsolutePath());
  }

  /** Builds all that the JNI libraries ask for. */
  static void build(Path folder) throws IOException, InterruptedException {
    library(folder, "libcublas.so.12", "cublas.c");
    library(folder, "libcusolver.so.11", "cusolver.c");
    library(folder, "libcusolverMg.so.11", "cusolver.c"); // asked for, not called
  }

  /** NVIDIA's versions of symbols are the names of the libraries. */
  private static void library(Path folder, String name, String source)
      throws IOException, InterruptedException {
    Path script = folder.resolve(name + ".map");
    Files.writeString(script, name + " { global: *; };");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "gcc",
                    "-std=c99",
                    "-O1",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-fPIC",
                    "-shared",
                    "-Wl,-soname," + name,
                    "-Wl,--version-script=" + script,
                    SOURCES.resolve(source).toString(),
                    "-lm",
                    "-o",
                    folder.resolve(name).toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().remove("LD_PRELOAD"); // a sanitizer is for this JVM only
    int code = builder.start().waitFor();
    assertEquals(0, code, Files.readString(folder.resolve(name + ".log")));
  }
}
