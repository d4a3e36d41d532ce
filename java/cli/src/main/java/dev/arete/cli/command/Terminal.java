package dev.arete.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of the terminal. */
final class Terminal {
  /** Set to true or false by the launcher script, which can ask the shell. */
  private static final String PROPERTY = "arete.terminal";

  private static final int DEFAULT_WIDTH = 80;
  private static final int MIN_WIDTH = 40;

  private Terminal() {}

  /** Whether standard error goes to a terminal that can redraw a line. */
  static boolean isStandardError() {
    String told = System.getProperty(PROPERTY);
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    return !"dumb".equals(System.getenv("TERM")) && isTerminal(Path.of("/proc/self/fd/2"));
  }

  /** Java 17 cannot ask for one stream; where there is no /proc the answer is no. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String device = Files.readSymbolicLink(descriptor).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Columns of the terminal, where the shell tells; else 80. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns == null || !columns.matches("\\d{1,4}")) {
      return DEFAULT_WIDTH;
    }
    return Math.max(MIN_WIDTH, Integer.parseInt(columns));
  }
}
