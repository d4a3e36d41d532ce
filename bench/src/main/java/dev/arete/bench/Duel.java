package dev.arete.bench;

import com.google.gson.Gson;
import com.sun.management.OperatingSystemMXBean;
import dev.arete.Compute;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Times the CPU backend on one problem the way the scripts in bench/peers time other libraries: the
 * best of repeated calls in one process, by wall clock and by processor time. Prints one line of
 * JSON.
 */
public final class Duel {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Calls before the first that counts, for the compiler. */
  private static final int WARM_UP = 3;

  private Duel() {}

  /**
   * Times operations.
   *
   * @param args workload, precision, operations between commas (score, geometry, project, scms),
   *     seconds for each, and how many queries to project at most
   */
  @SuppressWarnings("SystemOut") // the line is what this program is for
  public static void main(String[] args) {
    Workload workload = Workloads.named(args[0]);
    String precision = args[1];
    double seconds = Double.parseDouble(args[3]);
    Workload fewer = workload.firstQueries(Integer.parseInt(args[4]));
    Map<String, Object> line = new LinkedHashMap<>();
    try (Compute compute = BenchCompute.open("cpu", precision);
        SmoothedDensity density = compute.density(workload.data(), workload.smoothing())) {
      line.put("peer", "arete " + precision);
      line.put("problem", workload.name());
      line.put("device", compute.device());
      for (String operation : args[2].split(",", -1)) {
        switch (operation) {
          case "score" ->
              line.put(operation, time(seconds, () -> density.score(workload.queries())));
          case "geometry" ->
              line.put(
                  operation,
                  time(
                      seconds,
                      () -> density.geometry(workload.queries(), workload.ridgeDimension())));
          case "project" -> project(line, operation, seconds, density, fewer, RidgeMethod.NEWTON);
          case "scms" -> project(line, operation, seconds, density, fewer, RidgeMethod.SCMS);
          default -> throw new IllegalArgumentException("no operation is named " + operation);
        }
      }
    }
    System.out.println(new Gson().toJson(line));
  }

  private static void project(
      Map<String, Object> line,
      String name,
      double seconds,
      SmoothedDensity density,
      Workload workload,
      RidgeMethod method) {
    RidgeProjector projector = density.ridge(workload.ridgeDimension()).method(method);
    RidgeProjection[] last = new RidgeProjection[1];
    line.put(name, time(seconds, () -> last[0] = projector.project(workload.queries())));
    RidgeProjection result = last[0];
    line.put(name + "_queries", workload.q());
    line.put(name + "_summary", result.summary().strip().replaceAll("\\s+", " "));
    int taken = IntStream.of(result.iterations()).sum();
    line.put(name + "_steps", taken);
  }

  /** Least wall time and least processor time of one call. */
  private static double[] time(double seconds, Runnable work) {
    double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    long end = System.nanoTime() + Math.round(seconds * 1e9);
    for (int call = 0; call < WARM_UP || System.nanoTime() < end; call++) {
      long wall = System.nanoTime();
      long processor = SYSTEM.getProcessCpuTime();
      work.run();
      best[0] = Math.min(best[0], (System.nanoTime() - wall) * 1e-9);
      best[1] = Math.min(best[1], (SYSTEM.getProcessCpuTime() - processor) * 1e-9);
    }
    return best;
  }
}
