package dev.arete.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a command in this process and keeps what it prints. */
public final class Cli {
  private Cli() {}

  /**
   * What a command left behind on its streams.
   *
   * @param code exit status
   * @param out standard output
   * @param err standard error
   */
  public record Result(int code, String out, String err) {
    /** The lines on standard error. */
    public List<String> errorLines() {
      return err.lines().toList();
    }
  }

  /** Runs a command line; arguments are separated by single spaces. */
  public static Result run(String line) {
    return run(line.split(" ", -1));
  }

  /** Runs a command line. */
  public static Result run(String... args) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run(args);
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }
}
