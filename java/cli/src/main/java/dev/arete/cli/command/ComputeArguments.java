package dev.arete.cli.command;

import dev.arete.ComputeOptions;
import dev.arete.Precision;
import picocli.CommandLine.Option;

/** Options that say where and how to compute. */
final class ComputeArguments {
  /** The least the library takes. */
  private static final long LEAST_MEMORY = 1L << 24;

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
      description = "worker threads of a CPU backend; default: all processors")
  private Integer threads;

  @Option(
      names = "--device",
      order = 23,
      paramLabel = "I",
      defaultValue = "0",
      description = "index of the GPU; default: ${DEFAULT-VALUE}")
  private int device;

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

  /** The options in the library's terms; throws IllegalArgumentException for a bad number. */
  ComputeOptions options() {
    ComputeOptions options =
        ComputeOptions.defaults()
            .backend(backend)
            .precision(precision)
            .device(device)
            .truncation(truncation);
    if (threads != null) {
      options = options.threads(threads);
    }
    return options.memoryBudget(memory == null ? defaultMemory(options) : memory);
  }

  private static long defaultMemory(ComputeOptions options) {
    long half = Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 2);
    return Math.min(options.memoryBudget(), half);
  }
}
