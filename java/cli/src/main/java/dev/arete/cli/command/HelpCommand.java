package dev.arete.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints the help of a command, as its option --help does. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Prints the help of a command, or of arete.",
    footer = {"", "Example:", "  arete help project"})
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "name of the command")
  private String name;

  @Override
  public Integer call() {
    CommandLine arete = spec.parent().commandLine();
    CommandLine command = name == null ? arete : arete.getSubcommands().get(name);
    if (command == null) {
      throw new UnmatchedArgumentException(arete, List.of(name));
    }
    command.usage(arete.getOut());
    return 0;
  }
}
