package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final System.Logger LOG = System.getLogger("dev.arete");

  private static String printedBy(Runnable action) {
    PrintStream real = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(real);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void fallBack(String reason) {
    LOG.log(
        System.Logger.Level.INFO,
        "backend {0} cannot run here ({1}); trying the next",
        "cuda",
        reason);
  }

  @Test
  void aLogLineIsOneLine() {
    String said =
        printedBy(
            () -> {
              try (Notices notices = Notices.install()) {
                notices.release();
                fallBack("no\n device");
                LOG.log(System.Logger.Level.DEBUG, "not for users");
              }
            });
    assertEquals("arete: backend cuda cannot run here (no device); trying the next\n", said);
  }

  @Test
  void linesAreHeldBackUntilTheWorkStarts() {
    String said =
        printedBy(
            () -> {
              try (Notices notices = Notices.install()) {
                fallBack("first");
                System.err.println("checked");
                notices.release();
                fallBack("second");
              }
            });
    assertEquals(
        """
        checked
        arete: backend cuda cannot run here (first); trying the next
        arete: backend cuda cannot run here (second); trying the next
        """,
        said);
  }

  @Test
  void aRefusedCommandSaysNoLogLine() {
    String said =
        printedBy(
            () -> {
              Notices notices = Notices.install();
              fallBack("unheard");
              notices.close();
            });
    assertEquals("", said);
  }
}
