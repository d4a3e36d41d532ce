package dev.arete.bench;

import com.google.gson.GsonBuilder;
import dev.arete.AreteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Runs the benchmarks, then prints what the times mean. */
public final class Main {
  private Main() {}

  /**
   * Runs what the command line asks for. Exit status 2 if that cannot be run here.
   *
   * @param args {@code --quick}, {@code --report PREFIX} and any option of JMH
   * @throws RunnerException if a benchmark fails
   * @throws IOException if JMH or the report cannot write
   */
  public static void main(String[] args) throws RunnerException, IOException {
    try {
      run(BenchOptions.parse(args));
    } catch (CommandLineOptionException | IllegalArgumentException | AreteException e) {
      complain(e.getMessage());
      System.exit(2);
    }
  }

  private static void run(BenchOptions options) throws RunnerException, IOException {
    if (options.isQuestion()) {
      org.openjdk.jmh.Main.main(options.jmhArguments());
      return;
    }
    SettingProbe setting = new SettingProbe();
    options.targets().forEach(setting::note);
    Peak before = PeakCompanion.get().measure();
    List<RunResult> runs = new ArrayList<>();
    try {
      for (BenchOptions.Target target : options.targets()) {
        runs.addAll(new Runner(options.jmh(target)).run());
      }
    } finally { // what was measured before one failed is not lost
      Peak peak = before.max(PeakCompanion.get().measure());
      List<Row> rows = runs.stream().map(new RowBuilder()::row).toList();
      publish(new BenchReport(setting.finish(), peak, rows), options.report());
    }
  }

  @SuppressWarnings("SystemOut") // a user of the command line reads it there
  private static void complain(String message) {
    System.err.println(message);
  }

  @SuppressWarnings("SystemOut") // printing the table is what this program is for
  private static void publish(BenchReport report, String prefix) throws IOException {
    String page = MarkdownTable.of(report);
    System.out.println(page);
    if (prefix != null) {
      Files.writeString(Path.of(prefix + ".md"), page);
      Files.writeString(Path.of(prefix + ".json"), json(report));
    }
  }

  private static String json(BenchReport report) {
    return new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create()
            .toJson(report)
        + "\n";
  }
}
