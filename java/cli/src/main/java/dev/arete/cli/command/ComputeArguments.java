package dev.arete.cli.command;

import dev.arete.ComputeOptions;
import dev.arete.Precision;
import dev.arete.cli.io.InputException;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that say where and how to compute. */
final class ComputeArguments {
  /** The least the library takes. */
  private static final long LEAST_MEMORY = 1L << 24;

  /** Backends that run on the CPU; the automatic choice is one of them. */
  private static final Set<String> WITHOUT_DEVICE = Set.of(ComputeOptions.AUTO, "cpu", "reference");

  @Option(
      names = "--backend",
      order = 20,
      paramLabel = "NAME",
      defaultValue = ComputeOptions.AUTO,
      description = "auto, reference, cpu or cuda; default: ${DEFAULT-VALUE}")
  private String backend;

  @Option(
      names = "--precision",
      order = 21,
      paramLabel = "P",
      defaultValue = "fp64",
      description = "fp64 or fp32; default: ${DEFAULT-VALUE}")
  private Precision precision;

  @Option(
      names = "--threads",
      order = 22,
      paramLabel = "N",
      description = "worker threads, not of the reference backend; default: all processors")
  private Integer threads;

  @Option(
      names = "--device",
      order = 23,
      paramLabel = "I",
      description = "index of the GPU, with --backend cuda; default: 0")
  private Integer device;

  @Option(
      names = "--memory",
      order = 24,
      paramLabel = "BYTES",
      converter = MemorySize.class,
      description =
          "scratch memory besides data and results, such as 512M or 2G; default: 1G, or half of"
              + " Java's memory where that is less")
  private Long memory;

  @Option(
      names = "--truncation",
      order = 25,
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "largest share of the weight at a query that may be left out, such as 1e-10; default:"
              + " what rounding hides")
  private double truncation;

  /**
   * The options in the library's terms; throws IllegalArgumentException for a bad number and
   * InputException for an option without effect.
   */
  ComputeOptions options() {
    ComputeOptions options =
        ComputeOptions.defaults()
            .backend(backend)
            .precision(precision)
            .device(device == null ? 0 : device)
            .truncation(truncation);
    if (threads != null) {
      options = options.threads(threads);
    }
    checkEffect();
    return options.memoryBudget(memory == null ? defaultMemory(options) : memory);
  }

  /** Refuses options that the backend would not hear of. */
  private void checkEffect() {
    if (device != null && WITHOUT_DEVICE.contains(backend)) {
      throw new InputException(
          "--device " + device + " needs --backend cuda, the backend is " + backend);
    }
    if (threads != null && backend.equals("reference")) {
      throw new InputException("--threads " + threads + " has no effect on the reference backend");
    }
  }

  private static long defaultMemory(ComputeOptions options) {
    long half = Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 2);
    return Math.min(options.memoryBudget(), half);
  }
}
