package dev.arete.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Puts the log lines of the library on standard error, one line each and nothing else.
 *
 * <p>Lines are held back until it is clear that the command can do its work, so that a command that
 * is refused says exactly one line: why.
 */
final class Notices extends Handler implements AutoCloseable {
  private static final SimpleFormatter WORDS = new SimpleFormatter();

  private final Logger logger = Logger.getLogger("dev.arete");
  private final List<String> held = new ArrayList<>();
  private boolean released;

  private Notices() {}

  /** Takes over the library's log until closed. */
  static Notices install() {
    Notices notices = new Notices();
    notices.logger.setUseParentHandlers(false);
    notices.logger.addHandler(notices);
    return notices;
  }

  /** Prints what was held back, and from now on every line at once. */
  synchronized void release() {
    released = true;
    held.forEach(System.err::println);
    held.clear();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (record.getLevel().intValue() < Level.INFO.intValue()) {
      return;
    }
    String line = "arete: " + WORDS.formatMessage(record).replaceAll("\\s*\\R\\s*", " ");
    if (released) {
      System.err.println(line);
    } else {
      held.add(line);
    }
  }

  @Override
  public void flush() {
    System.err.flush();
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
