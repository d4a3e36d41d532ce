package dev.arete.cli.command;

import picocli.CommandLine.Option;

/** The option every command has. */
final class HelpArgument {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this text and an example")
  private boolean asked;

  /** Whether help was asked for; the command line answers it by itself. */
  boolean asked() {
    return asked;
  }
}
