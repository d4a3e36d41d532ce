package dev.arete.bench;

import com.google.gson.Gson;
import dev.arete.Compute;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Times the CPU backend on one exported problem the way the scripts in bench/peers time other
 * libraries: the best of repeated calls in one process, by wall clock and by processor time, and
 * the first call, which waits for the compiler. Writes results beside the problem and prints one
 * line of JSON.
 */
public final class Duel {
  /** Queries whose score and Hessian are written to be checked. */
  private static final int CHECKED = 64;

  private final Path folder;
  private final String label;
  private final double seconds;
  private final Workload workload;
  private final Workload fewer;
  private final SmoothedDensity density;
  private final Map<String, Object> line = new LinkedHashMap<>();

  private Duel(
      Path folder,
      String label,
      double seconds,
      Workload workload,
      Workload fewer,
      SmoothedDensity density) {
    this.folder = folder;
    this.label = label;
    this.seconds = seconds;
    this.workload = workload;
    this.fewer = fewer;
    this.density = density;
  }

  /**
   * Times operations.
   *
   * @param args folder of the problem, precision, operations between commas (score, geometry,
   *     project, scms, modes), seconds for each, how many queries to project at most, and a label
   *     for the files
   * @throws IOException if the problem cannot be read
   */
  @SuppressWarnings("SystemOut") // the line is what this program is for
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Workload workload = ExportedProblem.read(folder);
    Workload fewer = workload.firstQueries(Integer.parseInt(args[4]));
    double seconds = Double.parseDouble(args[3]);
    try (Compute compute = BenchCompute.open("cpu", args[1]);
        SmoothedDensity density = compute.density(workload.data(), workload.smoothing())) {
      Duel duel = new Duel(folder, args[5], seconds, workload, fewer, density);
      duel.line.put("peer", "arete " + args[1]);
      duel.line.put("problem", workload.name());
      duel.line.put("device", compute.device());
      duel.writeAnswers();
      for (String operation : args[2].split(",", -1)) {
        duel.time(operation);
      }
      System.out.println(new Gson().toJson(duel.line));
    }
  }

  private void writeAnswers() {
    Workload first = workload.firstQueries(CHECKED);
    write("score", density.score(first.queries()), first.q(), first.d());
    write("hessian", density.hessian(first.queries()), first.q(), first.d(), first.d());
  }

  private void write(String what, double[] values, int... shape) {
    try {
      Npy.write(folder.resolve(label + "-" + what + ".npy"), values, shape);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void time(String operation) {
    int k = workload.ridgeDimension();
    switch (operation) {
      case "score" -> record(operation, () -> density.score(workload.queries()));
      case "geometry" -> record(operation, () -> density.geometry(workload.queries(), k));
      case "project" -> project(operation, k, RidgeMethod.NEWTON);
      case "scms" -> project(operation, k, RidgeMethod.SCMS);
      case "modes" -> project(operation, 0, RidgeMethod.NEWTON);
      default -> throw new IllegalArgumentException("no operation is named " + operation);
    }
  }

  private void record(String operation, Runnable work) {
    line.put(operation + "_first", Stopwatch.once(work));
    line.put(operation, Stopwatch.best(seconds, work));
  }

  private void project(String name, int ridgeDimension, RidgeMethod method) {
    RidgeProjection[] last = new RidgeProjection[1];
    record(
        name,
        () -> last[0] = density.ridge(ridgeDimension).method(method).project(fewer.queries()));
    RidgeProjection result = last[0];
    line.put(name + "_queries", fewer.q());
    line.put(name + "_summary", result.summary());
    line.put(name + "_steps", IntStream.of(result.iterations()).sum());
    write(name, result.points(), fewer.q(), fewer.d());
  }
}
