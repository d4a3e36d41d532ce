package dev.arete.cli.command;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that holds the others. */
@Command(
    name = "arete",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      InfoCommand.class,
      EvaluateCommand.class,
      ProjectCommand.class,
      TraceCommand.class,
      FollowCommand.class,
      EigenCommand.class,
      SampleCommand.class,
      AnalyzeCommand.class,
      ReproduceCommand.class,
      HelpCommand.class
    },
    description = "Log-density ridges of data.",
    footer = {
      "",
      "Exit status: 0 success; 2 bad usage, bad input, or a named backend that cannot",
      "run; 1 anything else. A failed command leaves no output file and changes no older",
      "one; but reproduce keeps the experiments it has finished and, in the cache of the",
      "one that failed, the steps it has finished: the next run goes on from there.",
      "",
      "Example:",
      "  arete project --data quakes.csv --bandwidth 2.5 --ridge-dimension 1 --out ridge.csv",
      "",
      "'arete COMMAND --help' tells more."
    })
public final class AreteCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Runnable started;

  private AreteCommand(Runnable started) {
    this.started = started;
  }

  /**
   * Returns the command line, ready to execute.
   *
   * @param started called when a command has passed its checks and starts its work
   * @return the command line
   */
  public static CommandLine commandLine(Runnable started) {
    Failures failures = new Failures();
    return new CommandLine(new AreteCommand(started))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .registerConverter(Path.class, Paths::named)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(false);
  }

  /** To be called by a command that has passed its checks. */
  void started() {
    started.run();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
