package dev.arete.bench;

import dev.arete.Compute;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds out where the benchmarks run. */
final class SettingProbe {
  /** System property through which the script that starts a run tells the commit. */
  private static final String COMMIT = "arete.bench.commit";

  private final double loadAtStart = load();
  private final List<String> backends = new ArrayList<>();

  /** Notes how a backend describes itself. */
  void note(BenchOptions.Target target) {
    try (Compute compute = BenchCompute.open(target.backend(), target.precision())) {
      backends.add(target.backend() + " " + target.precision() + ": " + compute.device());
    }
  }

  /** The setting, dated now. */
  BenchReport.Setting finish() {
    RuntimeMXBean java = ManagementFactory.getRuntimeMXBean();
    return new BenchReport.Setting(
        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        java.getSpecVersion() + " (" + java.getVmName() + " " + java.getVmVersion() + ")",
        String.join(" ", flags(java)),
        System.getProperty(COMMIT, "unknown"),
        String.format(Locale.ROOT, "%.2f, %.2f", loadAtStart, load()),
        List.copyOf(backends));
  }

  /** Flags that change speed; the rest, such as paths, is nobody's business. */
  private static List<String> flags(RuntimeMXBean java) {
    return java.getInputArguments().stream()
        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--add-modules"))
        .toList();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() {
    String fallback = System.getProperty("os.arch");
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuinfo)) {
      return fallback;
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(fallback);
    } catch (IOException e) {
      return fallback;
    }
  }
}
