package dev.arete.bench;

import com.google.gson.GsonBuilder;
import dev.arete.Compute;
import dev.arete.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Times the kernels of the CUDA backend by events on the device, and beside them whole calls. */
public final class KernelTimes {
  /** Seconds of calls that are timed, and of calls whose kernels are. */
  private static final double SECONDS = 0.3;

  private static final int LEAST_CALLS = 3;

  private final SettingProbe setting = new SettingProbe();
  private final List<KernelRun> runs = new ArrayList<>();

  private KernelTimes() {}

  /**
   * Times all operations of problems in both precisions. Pages are written after each problem.
   *
   * @param args prefix of the pages .md and .json, then problems: workloads, tables as {@link
   *     TableProblem} reads them, or batches of matrices as {@link EigenProblem} does
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    KernelTimes times = new KernelTimes();
    for (Precision precision : Precision.values()) {
      times.setting.note(new BenchOptions.Target("cuda", precision.name()));
    }
    for (int i = 1; i < args.length; i++) {
      for (DeviceCall call : DeviceCall.of(args[i])) {
        times.measure(call, "FP64");
        times.measure(call, "FP32");
      }
      times.write(args[0]);
    }
  }

  private void measure(DeviceCall call, String precision) throws IOException {
    double milliseconds;
    try (Compute compute = BenchCompute.open("cuda", precision)) {
      milliseconds = 1e3 * Calls.of(call.on(compute)).fastest();
    }
    Path file = Files.createTempFile("kernels", ".csv");
    try {
      int calls = timed(call, precision, file);
      KernelFile kernels = KernelFile.read(file);
      double bound = call.bound(kernels.rates(), precision);
      runs.add(
          new KernelRun(
              call.operation(),
              call.problem(),
              call.size(),
              precision,
              milliseconds,
              kernels.kernels(calls),
              bound,
              call.check().apply(precision)));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static int timed(DeviceCall call, String precision, Path file) {
    System.setProperty(KernelFile.PROPERTY, file.toString());
    try (Compute compute = BenchCompute.open("cuda", precision)) {
      return Calls.of(call.on(compute)).count();
    } finally {
      System.clearProperty(KernelFile.PROPERTY);
    }
  }

  /**
   * Repeated calls.
   *
   * @param count how many, the first included
   * @param fastest seconds of the fastest
   */
  private record Calls(int count, double fastest) {
    static Calls of(Runnable call) {
      double total = 0;
      double fastest = Double.POSITIVE_INFINITY;
      int count = 0;
      while (count < LEAST_CALLS || total < SECONDS) {
        double seconds = Stopwatch.once(call)[0];
        total += seconds;
        fastest = Math.min(fastest, seconds);
        count++;
      }
      return new Calls(count, fastest);
    }
  }

  private void write(String prefix) throws IOException {
    BenchReport.Setting where = setting.finish();
    Files.writeString(Path.of(prefix + ".md"), KernelPage.of(where, runs));
    Files.writeString(
        Path.of(prefix + ".json"),
        new GsonBuilder()
                .setPrettyPrinting()
                .serializeSpecialFloatingPointValues()
                .create()
                .toJson(new Report(where, runs))
            + "\n");
  }

  private record Report(BenchReport.Setting setting, List<KernelRun> runs) {}
}
