package dev.arete.bench;

import com.google.gson.GsonBuilder;
import dev.arete.Compute;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Times the CPU backend on problems of growing size, checks each against the reference backend, and
 * fits powers: the cost over n, q, d and the number of centres that carry weight.
 */
public final class Scaling {
  private static final double SECONDS = 1;

  private Scaling() {}

  /**
   * Runs the study.
   *
   * @param args prefix of the report's files, precision, and how often the largest sizes are halved
   * @throws IOException if the report cannot be written
   */
  @SuppressWarnings("SystemOut") // the report is what this program is for
  public static void main(String[] args) throws IOException {
    SettingProbe setting = new SettingProbe();
    setting.note(new BenchOptions.Target("cpu", args[1]));
    Map<ScalingSeries, List<ScalingPoint>> results = new LinkedHashMap<>();
    for (ScalingSeries series : new ScalingCases(Integer.parseInt(args[2])).all()) {
      List<ScalingPoint> points = new ArrayList<>();
      measure(series.problems().get(0).get(), args[1]); // for the compiler; does not count
      for (Supplier<Workload> problem : series.problems()) {
        points.add(measure(problem.get(), args[1]));
      }
      results.put(series, points);
      System.out.println(ScalingPage.section(series, points));
    }
    write(args[0], setting.finish(), results);
  }

  private static ScalingPoint measure(Workload workload, String precision) {
    int k = workload.ridgeDimension();
    try (Compute compute = BenchCompute.open("cpu", precision);
        SmoothedDensity density = compute.density(workload.data(), workload.smoothing())) {
      RidgeProjection[] last = new RidgeProjection[1];
      double[] geometry = Stopwatch.best(SECONDS, () -> density.geometry(workload.queries(), k));
      double[] projection =
          Stopwatch.best(SECONDS, () -> last[0] = density.ridge(k).project(workload.queries()));
      String check =
          ErrorCheck.score(workload, "cpu", precision)
              + ", "
              + ErrorCheck.hessian(workload, "cpu", precision)
              + "; "
              + last[0].summary();
      int steps = IntStream.of(last[0].iterations()).sum();
      return new ScalingPoint(
          workload.n(),
          workload.q(),
          workload.d(),
          workload.smoothing().variance(),
          Survivors.mean(workload),
          geometry,
          projection,
          steps,
          check);
    }
  }

  private static void write(
      String prefix, BenchReport.Setting setting, Map<ScalingSeries, List<ScalingPoint>> results)
      throws IOException {
    Files.writeString(Path.of(prefix + ".md"), ScalingPage.of(prefix, setting, results));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("setting", setting);
    results.forEach((series, points) -> json.put(series.title(), points));
    Files.writeString(
        Path.of(prefix + ".json"),
        new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
    ScalingChart.write(prefix, results);
  }
}
