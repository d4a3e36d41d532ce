package dev.arete.testkit.contract;

import dev.arete.ComputationInterruptedException;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Progress, failing listeners, interruption. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class RidgeProgressContract extends RidgeContract {
  /** Much work: a residual of 1e-300 is only left when rounding stops the point. */
  private static final Sample LONG = Curves.noisyCircle(1, 1500, 3, 60_000);

  private static RidgeProjector endless(SmoothedDensity density) {
    return density.ridge(1).method(RidgeMethod.SCMS).tolerance(1e-300).maxIterations(1_000_000);
  }

  @Test
  void progressRisesToTheTotal() {
    Sample sample = Curves.noisyCircle(3, 100, 2, 5000);
    List<Long> heard = new ArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    project(
        sample,
        1,
        r ->
            r.onProgress(
                (finished, total) -> {
                  Check.holds(inside.incrementAndGet() == 1, "two calls at once");
                  Check.holds(total == 5000, "total", total);
                  heard.add(finished);
                  inside.decrementAndGet();
                }));
    Check.holds(!heard.isEmpty(), "no progress, " + at(sample, 0));
    for (int i = 1; i < heard.size(); i++) {
      Check.holds(
          heard.get(i) >= heard.get(i - 1), "progress fell", heard.get(i - 1), heard.get(i));
    }
    Check.holds(heard.get(heard.size() - 1) == 5000, "last progress", heard.get(heard.size() - 1));
  }

  @Test
  void aListenerThatThrowsEndsTheWork() {
    Sample sample = Curves.noisyCircle(3, 100, 2, 5000);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      RuntimeException mine = new IllegalArgumentException("mine");
      RidgeProjector projector =
          density
              .ridge(1)
              .onProgress(
                  (finished, total) -> {
                    throw mine;
                  });
      Exception thrown =
          Assertions.assertThrows(
              RuntimeException.class, () -> projector.project(sample.queryPoints()));
      Check.holds(thrown == mine, "another exception came out:", thrown);
      stillWorks(density, sample);
    }
  }

  /** The engine must give what a fresh one gives. */
  private void stillWorks(SmoothedDensity density, Sample sample) {
    Sample few = sample.at(Arrays.copyOf(sample.queries(), 30 * sample.dimension()));
    double[] after = density.ridge(1).project(few.queryPoints()).points();
    Check.sameBits(who() + " afterwards", after, project(few, 1).points());
  }

  @Test
  void anInterruptBeforeTheCallStopsIt() {
    Sample sample = Curves.noisyCircle(3, 100, 3, 2000);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      Thread.currentThread().interrupt();
      Exception thrown =
          Assertions.assertThrows(
              ComputationInterruptedException.class,
              () -> density.ridge(1).project(sample.queryPoints()));
      Check.holds(Thread.interrupted(), "the flag is not set again");
      Check.holds(thrown.getMessage().contains("2000"), thrown.getMessage());
    }
  }

  @Test
  void anInterruptFromTheListenerStopsTheWork() {
    Thread caller = Thread.currentThread();
    try (SmoothedDensity density = compute().density(LONG.data(), LONG.smoothing())) {
      RidgeProjector projector = endless(density);
      Exception thrown =
          Assertions.assertThrows(
              ComputationInterruptedException.class,
              () ->
                  projector
                      .onProgress((finished, total) -> caller.interrupt())
                      .project(LONG.queryPoints()));
      Check.holds(Thread.interrupted(), "the flag is not set again");
      Check.holds(thrown.getMessage().contains("60000"), thrown.getMessage());
      stillWorks(density, LONG);
    }
  }

  /** As soon as something is done: a device may need no more than milliseconds for all of it. */
  @Test
  void anInterruptFromAnotherThreadStopsTheWork() throws InterruptedException {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    Thread other = new Thread(() -> interruptAfter(begun, caller));
    try (SmoothedDensity density = compute().density(LONG.data(), LONG.smoothing())) {
      RidgeProjector projector =
          endless(density).onProgress((finished, total) -> begun.countDown());
      other.start();
      long start = System.nanoTime();
      Assertions.assertThrows(
          ComputationInterruptedException.class, () -> projector.project(LONG.queryPoints()));
      double seconds = (System.nanoTime() - start) * 1e-9;
      Check.holds(seconds < 20, "stopped only after seconds:", seconds);
      Check.holds(Thread.interrupted(), "the flag is not set again");
      stillWorks(density, LONG);
    } finally {
      begun.countDown();
      other.join();
    }
  }

  private static void interruptAfter(CountDownLatch begun, Thread caller) {
    try {
      begun.await();
      caller.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
