package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.spi.Availability;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EigenRequest;
import dev.arete.spi.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private static final ComputeOptions AUTO = ComputeOptions.defaults();

  @Test
  void takesTheUsableBackendOfHighestPriority() {
    Backends backends = backends(fake("slow", 1, true), fake("fast", 5, true));
    assertEquals("fast", backends.open(AUTO).name());
    assertEquals("slow", backends.open(AUTO.backend("slow")).name());
  }

  @Test
  void fallsBackWithOneLineThatSaysWhy() {
    Backends backends = backends(fake("fast", 5, false), fake("slow", 1, true));
    List<String> lines = new ArrayList<>();
    assertEquals("slow", captured(lines, () -> backends.open(AUTO)).name());
    assertEquals(List.of("backend fast cannot run here, trying the next: detail of fast"), lines);
  }

  @Test
  void neverTakesAnUnrankedBackendByItself() {
    Backends backends = backends(fake("reference", -1, true));
    assertThrows(BackendUnavailableException.class, () -> backends.open(AUTO));
    assertEquals("reference", backends.open(AUTO.backend("reference")).name());
  }

  @Test
  void neverFallsBackFromANamedBackend() {
    Backends backends = backends(fake("fast", 5, false), fake("slow", 1, true));
    BackendUnavailableException e =
        assertThrows(BackendUnavailableException.class, () -> backends.open(AUTO.backend("fast")));
    assertEquals("backend fast cannot run here: detail of fast", e.getMessage());
  }

  @Test
  void namesWhatExistsWhenAskedForSomethingElse() {
    Backends backends = backends(fake("slow", 1, true), fake("fast", 5, true));
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class, () -> backends.open(AUTO.backend("vulkan")));
    assertEquals("no backend is named \"vulkan\"; there are auto, fast, slow", e.getMessage());
  }

  @Test
  void describesEveryBackendBestFirst() {
    Backends backends = backends(fake("slow", 1, true), fake("fast", 5, false));
    assertEquals(
        List.of(
            new BackendInfo("fast", false, "detail of fast"),
            new BackendInfo("slow", true, "detail of slow")),
        backends.describe());
  }

  private static Backends backends(BackendProvider... providers) {
    return new Backends(List.of(providers));
  }

  /** Runs an action and collects what the library logs meanwhile, in place of the console. */
  private static <T> T captured(List<String> lines, Supplier<T> action) {
    Logger logger = Logger.getLogger("dev.arete");
    Handler handler =
        new Handler() {
          private final SimpleFormatter formatter = new SimpleFormatter();

          @Override
          public void publish(LogRecord entry) {
            assertEquals(Level.WARNING, entry.getLevel());
            lines.add(formatter.formatMessage(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      return action.get();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  private static BackendProvider fake(String name, int priority, boolean usable) {
    return new BackendProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int priority() {
        return priority;
      }

      @Override
      public Availability probe() {
        return new Availability(usable, "detail of " + name);
      }

      @Override
      public Backend open(BackendOptions options) {
        return new NoBackend();
      }
    };
  }

  /** A backend that is opened but never asked for anything. */
  private static final class NoBackend implements Backend {
    @Override
    public String device() {
      return "none";
    }

    @Override
    public DensityEngine load(Mixture mixture) {
      throw new AssertionError("not asked for in this test");
    }

    @Override
    public void eigen(EigenRequest request) {
      throw new AssertionError("not asked for in this test");
    }

    @Override
    public void close() {}
  }
}
