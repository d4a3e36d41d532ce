package dev.arete.cli.command;

import dev.arete.AreteException;
import dev.arete.BackendUnavailableException;
import dev.arete.cli.io.InputException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what was thrown into one line on standard error and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** Exit status for bad usage, bad input, and a named backend that cannot run. */
  static final int REFUSED = 2;

  /** Exit status for anything else that fails. */
  static final int FAILED = 1;

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage().replaceFirst("^Error: ", "");
    String name = command.getCommandSpec().qualifiedName();
    say(command, message + " (see " + name + " --help)");
    return REFUSED;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    say(command, message(e));
    boolean refused =
        e instanceof InputException
            || e instanceof IllegalArgumentException
            || e instanceof BackendUnavailableException;
    return refused ? REFUSED : FAILED;
  }

  private static String message(Exception e) {
    if (e instanceof InputException
        || e instanceof IllegalArgumentException
        || e instanceof AreteException) {
      return e.getMessage();
    }
    if (e instanceof IOException) {
      return "input or output failed: " + e;
    }
    StackTraceElement[] trace = e.getStackTrace();
    return "internal error, please report it: " + e + (trace.length > 0 ? " at " + trace[0] : "");
  }

  private static void say(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    command.getErr().println(name + ": " + line);
    command.getErr().flush();
  }
}
