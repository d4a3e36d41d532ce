package dev.arete.testkit.emulator;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A built emulator: a {@code libcuda.so.1} that runs CUDA sources on the CPU, and those sources
 * compiled for it.
 *
 * <p>Building needs g++ and bash and takes half a minute the first time; afterwards only what
 * changed is built. {@link #load} must come before the first touch of {@code
 * jcuda.driver.JCudaDriver}, which then finds this library loaded under the driver's name. One
 * emulator can be loaded in a process.
 */
public final class EmulatorLibrary {
  private static final long BUILD_MINUTES = 10;
  private static final Pattern ENTRY = Pattern.compile("(?m)^EMU_KERNEL\\((\\w+),");
  private static Path loaded;

  private final Path directory;
  private final String module;

  private EmulatorLibrary(Path directory, String module) {
    this.directory = directory;
    this.module = module;
  }

  /** Why the emulator cannot be built or run here, in one line; empty when it can. */
  public static Optional<String> unavailable() {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!os.toLowerCase(Locale.ROOT).startsWith("linux amd64")) {
      return Optional.of("the kernel emulator is written for Linux on x86-64, this is " + os);
    }
    for (String tool : List.of("g++", "bash")) {
      if (!onPath(tool)) {
        return Optional.of("the kernel emulator needs " + tool + ", which is not on the PATH");
      }
    }
    return home().isPresent()
        ? Optional.empty()
        : Optional.of(
            "the emulator's sources (kernels/src/emulator) are not above "
                + Path.of("").toAbsolutePath());
  }

  /** The emulator with the project's kernels, in the mode chosen by {@value Mode#PROPERTY}. */
  public static EmulatorLibrary ofKernels() {
    return ofKernels(Mode.chosen());
  }

  /**
   * The emulator with every source in {@code kernels/src/main/cuda}, under {@code
   * kernels/target/emulator}.
   */
  public static EmulatorLibrary ofKernels(Mode mode) {
    Path kernels = requireHome();
    return build(
        mode,
        kernels.resolve("target/emulator").resolve(mode.word()),
        "kernels.module",
        sourcesIn(kernels.resolve("src/main/cuda")));
  }

  /**
   * Builds an emulator.
   *
   * @param mode how to compile
   * @param directory where to put everything; several modules may share it
   * @param module the name of the list of kernel libraries, ends in {@code .module}; {@code
   *     kernels.module} is the one that device code stands for
   * @param sources the CUDA sources
   * @throws IllegalStateException when the build fails, with what the compiler said
   */
  public static EmulatorLibrary build(
      Mode mode, Path directory, String module, List<Path> sources) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                requireHome().resolve("src/emulator/build.sh").toString(),
                mode.word(),
                directory.toString()));
    sources.forEach(source -> command.add(source.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("EMU_MODULE_NAME", module);
    // The compiler must not inherit the sanitizer that is preloaded into this JVM.
    builder.environment().remove("LD_PRELOAD");
    run(builder);
    return new EmulatorLibrary(directory.toAbsolutePath(), module);
  }

  /**
   * The directory that holds the sources of the emulator's samples, good kernels and planted
   * mistakes.
   */
  public static Path samples() {
    return requireHome().resolve("src/emulator/test");
  }

  /** The driver library. */
  public Path driver() {
    return directory.resolve("libcuda.so.1");
  }

  /**
   * An image that {@code cuModuleLoadData} takes for these kernels, a zero-terminated text; device
   * code (PTX, cubin) stands for {@code kernels.module}.
   */
  public byte[] image() {
    return ("emu-module:" + directory.resolve(module) + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** The names of all entry points of the kernels, as the build found them in the sources. */
  public SortedSet<String> entryPoints() {
    SortedSet<String> names = new TreeSet<>();
    try {
      for (String library : Files.readAllLines(directory.resolve(module))) {
        String unit = library.replaceAll("so$", "emu.cpp");
        Matcher matcher = ENTRY.matcher(Files.readString(directory.resolve(unit)));
        matcher.results().forEach(entry -> names.add(entry.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /**
   * Loads the driver library; a second call does nothing.
   *
   * @throws IllegalStateException when another emulator is loaded
   */
  public void load() {
    synchronized (EmulatorLibrary.class) {
      if (loaded != null && !loaded.equals(driver())) {
        throw new IllegalStateException(
            "an emulator is loaded already: " + loaded + ", not " + driver());
      }
      System.load(driver().toString());
      loaded = driver();
    }
  }

  private static void run(ProcessBuilder builder) {
    try {
      Path log = Files.createTempFile("emulator-build", ".txt");
      Process process = builder.redirectOutput(log.toFile()).start();
      boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(log);
      Files.delete(log);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(
            "building the kernel emulator failed: "
                + String.join(" ", builder.command())
                + "\n"
                + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building the kernel emulator", e);
    }
  }

  private static List<Path> sourcesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".cu")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean onPath(String tool) {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator))
            .anyMatch(part -> Files.isExecutable(Path.of(part, tool)));
  }

  private static Path requireHome() {
    return home()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    unavailable().orElse("the emulator's sources were not found")));
  }

  private static Optional<Path> home() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path kernels = at.resolve("kernels");
      if (Files.isRegularFile(kernels.resolve("src/emulator/build.sh"))) {
        return Optional.of(kernels);
      }
    }
    return Optional.empty();
  }
}
