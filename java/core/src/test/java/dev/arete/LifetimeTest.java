package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LifetimeTest {
  private final Lifetime parent = new Lifetime("parent", null);
  private final Lifetime child = new Lifetime("child", parent);

  @Test
  void endsOnce() {
    assertTrue(parent.end());
    assertFalse(parent.end());
  }

  @Test
  void refusesCallsAfterTheEnd() {
    child.end();
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> child.call(() -> "never"));
    assertEquals("child is closed", e.getMessage());
    assertEquals("alive", parent.call(() -> "alive"));
  }

  @Test
  void refusesCallsAfterTheEndOfTheParent() {
    parent.end();
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> child.call(() -> "never"));
    assertEquals("parent is closed", e.getMessage());
  }

  @Test
  void cannotEndInsideItsOwnCall() {
    child.run(() -> assertThrows(IllegalStateException.class, child::end));
    child.run(() -> assertThrows(IllegalStateException.class, parent::end));
    assertTrue(child.end());
  }

  @Test
  @Timeout(20)
  void endWaitsForARunningCall() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean left = new AtomicBoolean();
    Thread caller =
        new Thread(
            () ->
                child.run(
                    () -> {
                      entered.countDown();
                      awaitQuietly(release);
                      left.set(true);
                    }));
    caller.start();
    entered.await();
    Thread closer = new Thread(parent::end);
    closer.start();
    closer.join(50);
    assertTrue(closer.isAlive(), "closed while a call was running");
    release.countDown();
    closer.join();
    assertTrue(left.get());
    caller.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
