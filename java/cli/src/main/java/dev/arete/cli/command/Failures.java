package dev.arete.cli.command;

import dev.arete.AreteException;
import dev.arete.BackendUnavailableException;
import dev.arete.OutOfDeviceMemoryException;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.WriteException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what was thrown into one line on standard error and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** Exit status for bad usage, bad input, and a named backend that cannot run. */
  static final int REFUSED = 2;

  /** Exit status for anything else that fails. */
  static final int FAILED = 1;

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command, usageMessage(e) + " (see " + name + " --help)");
    return REFUSED;
  }

  private static String usageMessage(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched && spec.parent() == null) {
      return "there is no "
          + unmatched.getUnmatched().get(0)
          + " here; the commands are "
          + String.join(", ", spec.subcommands().keySet());
    }
    return e.getMessage().replaceFirst("^Error: ", "");
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    say(command, message(e));
    boolean refused =
        e instanceof InputException
            || e instanceof IllegalArgumentException
            || e instanceof BackendUnavailableException
            || e instanceof OutOfDeviceMemoryException; // it cannot run this here
    return refused ? REFUSED : FAILED;
  }

  private static String message(Exception e) {
    if (e instanceof InputException
        || e instanceof IllegalArgumentException
        || e instanceof AreteException) {
      return e.getMessage();
    }
    WriteException unwritten = unwritten(e);
    if (unwritten != null) {
      return unwritten.getMessage();
    }
    if (e instanceof IOException) {
      return "input or output failed: " + e;
    }
    StackTraceElement[] trace = e.getStackTrace();
    return "internal error, please report it: " + e + (trace.length > 0 ? " at " + trace[0] : "");
  }

  /** The failed output behind an exception: writers of pictures wrap it. */
  private static WriteException unwritten(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof WriteException unwritten) {
        return unwritten;
      }
    }
    return null;
  }

  private static void say(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    command.getErr().println(name + ": " + line);
    command.getErr().flush();
  }
}
