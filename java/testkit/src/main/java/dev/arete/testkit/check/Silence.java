package dev.arete.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.logging.LogManager;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test during which anything was printed: a library speaks through results and logs. */
public final class Silence implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(Silence.class);

  /** The streams in force before the test, and where its output goes meanwhile. */
  private record Streams(PrintStream out, PrintStream err, ByteArrayOutputStream captured) {}

  @Override
  public void beforeEach(ExtensionContext context) {
    // Log handlers keep the stream they find when they are made: let them find the real one.
    LogManager.getLogManager().getLogger("").getHandlers();
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    Streams streams = new Streams(System.out, System.err, captured);
    context.getStore(SPACE).put("streams", streams);
    PrintStream capture = new PrintStream(captured, true, UTF_8);
    System.setOut(capture);
    System.setErr(capture);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Streams streams = context.getStore(SPACE).remove("streams", Streams.class);
    System.setOut(streams.out());
    System.setErr(streams.err());
    Check.holds(
        streams.captured().size() == 0, "the test printed:", streams.captured().toString(UTF_8));
  }
}
