package dev.arete.cli;

import dev.arete.cli.command.AreteCommand;

/** Entry point of the command line. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit status.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(run(args));
  }

  /**
   * Runs one command in this process.
   *
   * @param args the command and its options
   * @return 0 for success; 2 for bad usage, bad input or a named backend that cannot run; 1 for
   *     anything else
   */
  static int run(String... args) {
    try (Notices notices = Notices.install()) {
      return AreteCommand.commandLine(notices::release).execute(args);
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() >> 20;
      System.err.println(
          "arete: out of memory ("
              + e.getMessage()
              + "); the heap may grow to "
              + heap
              + " MiB, give Java more with -Xmx");
      return 1;
    }
  }
}
