package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.spi.Monitor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkersTest {
  private static Monitor monitor(AtomicInteger finished, BooleanSupplier cancelled) {
    return new Monitor() {
      @Override
      public void finished(int queries) {
        finished.addAndGet(queries);
      }

      @Override
      public boolean cancelled() {
        return cancelled.getAsBoolean();
      }
    };
  }

  private static void claimAll(Workers.Share share, int items, int block, AtomicIntegerArray seen) {
    int from = share.claim(block);
    while (from < items) {
      int to = share.end(from, block);
      for (int i = from; i < to; i++) {
        seen.incrementAndGet(i);
      }
      share.finished(to - from);
      from = share.claim(block);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 3, 4", "7, 3, 2", "100, 7, 3", "64, 64, 2"})
  void everyItemIsClaimedOnce(int items, int block, int threads) {
    AtomicIntegerArray seen = new AtomicIntegerArray(items);
    AtomicInteger finished = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      workers.run(
          items, threads, monitor(finished, () -> false), s -> claimAll(s, items, block, seen));
    }
    assertEquals(items, finished.get());
    for (int i = 0; i < items; i++) {
      assertEquals(1, seen.get(i));
    }
  }

  /** The monitor answers as it does while the caller waits and its flag is clear for a moment. */
  @Test
  void interruptPendingAtTheStartIsSeenBeforeAnyWork() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger bodies = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      workers.run(
          3,
          2,
          monitor(new AtomicInteger(), () -> asked.getAndIncrement() == 0),
          s -> bodies.incrementAndGet());
    }
    assertEquals(0, bodies.get());
  }

  @Test
  void callsFromTwoThreadsShareTheWorkers() throws InterruptedException {
    AtomicInteger finished = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      Runnable call =
          () ->
              workers.run(
                  500,
                  2,
                  monitor(finished, () -> false),
                  s -> claimAll(s, 500, 3, new AtomicIntegerArray(500)));
      Thread other = new Thread(call);
      other.start();
      call.run();
      other.join();
    }
    assertEquals(1000, finished.get());
  }

  @Test
  void failureReachesTheCaller() {
    IllegalStateException failure = new IllegalStateException("broken");
    try (Workers workers = new Workers(3)) {
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.run(
                      9,
                      3,
                      Monitor.NONE,
                      s -> {
                        throw failure;
                      })));
      AtomicInteger finished = new AtomicInteger();
      workers.run(
          5, 3, monitor(finished, () -> false), s -> claimAll(s, 5, 1, new AtomicIntegerArray(5)));
      assertEquals(5, finished.get());
    }
  }

  @Test
  void cancellationEndsTheClaims() {
    AtomicInteger finished = new AtomicInteger();
    try (Workers workers = new Workers(1)) {
      workers.run(
          1000,
          1,
          monitor(finished, () -> finished.get() >= 10),
          s -> claimAll(s, 1000, 5, new AtomicIntegerArray(1000)));
    }
    assertEquals(10, finished.get());
  }

  /** The monitor looks at the caller's flag, which waiting clears: it must be asked in time. */
  @Test
  void interruptCancelsAndStaysVisible() throws InterruptedException {
    Thread caller = Thread.currentThread();
    AtomicInteger finished = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    Thread interrupter =
        new Thread(
            () -> {
              try {
                started.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              caller.interrupt();
            });
    interrupter.start();
    try (Workers workers = new Workers(2)) {
      workers.run(
          2,
          2,
          monitor(finished, caller::isInterrupted),
          s -> {
            started.countDown();
            while (!s.isStopped()) {
              Thread.onSpinWait();
            }
          });
    }
    // the flag first: join would answer it with an exception if the other thread still runs
    assertTrue(Thread.interrupted());
    interrupter.join();
    assertEquals(0, finished.get());
  }

  @Test
  void anInterruptNobodyHeedsDoesNotEndTheWaiting() {
    AtomicInteger finished = new AtomicInteger();
    Thread.currentThread().interrupt();
    try (Workers workers = new Workers(2)) {
      workers.run(
          50,
          2,
          monitor(finished, () -> false),
          s -> claimAll(s, 50, 1, new AtomicIntegerArray(50)));
    }
    assertEquals(50, finished.get());
    assertTrue(Thread.interrupted());
  }

  @Test
  void callFromAWorkerDoesNotWaitForWorkers() {
    AtomicInteger finished = new AtomicInteger();
    try (Workers workers = new Workers(1)) {
      workers.run(
          1,
          1,
          Monitor.NONE,
          s ->
              workers.run(
                  20,
                  1,
                  monitor(finished, () -> false),
                  inner -> claimAll(inner, 20, 3, new AtomicIntegerArray(20))));
    }
    assertEquals(20, finished.get());
  }

  @Test
  void closeEndsTheThreads() throws InterruptedException {
    Thread[] worker = new Thread[1];
    Workers workers = new Workers(1);
    workers.run(1, 1, Monitor.NONE, s -> worker[0] = Thread.currentThread());
    assertTrue(worker[0].isDaemon());
    workers.close();
    workers.close();
    worker[0].join(TimeUnit.SECONDS.toMillis(30));
    assertFalse(worker[0].isAlive());
  }
}
