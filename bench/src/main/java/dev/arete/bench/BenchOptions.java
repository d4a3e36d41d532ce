package dev.arete.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The command line: our own options, and the rest for JMH. */
final class BenchOptions {
  private static final List<Target> DEFAULT_TARGETS =
      List.of(
          new Target("cpu", "FP64"), new Target("cpu", "FP32"), new Target("reference", "FP64"));

  private final boolean quick;
  private final String report;
  private final String[] jmhArguments;
  private final CommandLineOptions jmh;

  private BenchOptions(boolean quick, String report, String[] jmhArguments)
      throws CommandLineOptionException {
    this.quick = quick;
    this.report = report;
    this.jmhArguments = jmhArguments;
    this.jmh = new CommandLineOptions(jmhArguments);
  }

  /**
   * A backend in one precision.
   *
   * @param backend its name
   * @param precision FP32 or FP64
   */
  record Target(String backend, String precision) {}

  static BenchOptions parse(String[] args) throws CommandLineOptionException {
    boolean quick = false;
    String report = null;
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (args[i].equals("--report")) {
        if (++i == args.length) {
          throw new IllegalArgumentException("--report needs the path of its files, less .md");
        }
        report = args[i];
      } else {
        rest.add(args[i]);
      }
    }
    return new BenchOptions(quick, report, rest.toArray(new String[0]));
  }

  /** Whether JMH is only asked to list or explain something. */
  boolean isQuestion() {
    return jmh.shouldHelp()
        || jmh.shouldList()
        || jmh.shouldListWithParams()
        || jmh.shouldListProfilers()
        || jmh.shouldListResultFormats();
  }

  String[] jmhArguments() {
    return jmhArguments.clone();
  }

  /** Path of the report files without extension, or null. */
  String report() {
    return report;
  }

  /** What to run: all backends, or those named by -p backend=... and -p precision=... */
  List<Target> targets() {
    if (!jmh.getParameter("backend").hasValue() && !jmh.getParameter("precision").hasValue()) {
      return DEFAULT_TARGETS;
    }
    List<Target> targets = new ArrayList<>();
    for (String backend : values("backend", List.of("cpu"))) {
      for (String precision : values("precision", List.of("FP64"))) {
        targets.add(new Target(backend, precision));
      }
    }
    return targets;
  }

  private Collection<String> values(String parameter, List<String> standard) {
    return jmh.getParameter(parameter).orElse(standard);
  }

  /** JMH's options for one target. */
  Options jmh(Target target) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .parent(jmh)
            .shouldFailOnError(true)
            .addProfiler(CpuTimeProfiler.class)
            .param("backend", target.backend())
            .param("precision", target.precision());
    return quick ? quick(builder).build() : builder.build();
  }

  /** Small problems, one short round in this process: seconds in all, and no figures to keep. */
  private static ChainedOptionsBuilder quick(ChainedOptionsBuilder builder) {
    return builder
        .param("workload", "smoke-d2", "smoke-d64")
        .param("order", "16")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(50))
        .verbosity(VerboseMode.SILENT);
  }
}
