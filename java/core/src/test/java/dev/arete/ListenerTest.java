package dev.arete;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener that would wait for its own operation is refused, whatever thread it runs on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ListenerTest {
  private static final Points DATA = ring(2000);
  private static final Points QUERY = Points.of(new double[] {1, 0.1}, 2);

  private static Points ring(int n) {
    Random random = new Random(5);
    double[] x = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      x[2 * i] = Math.cos(angle) + 0.1 * random.nextGaussian();
      x[2 * i + 1] = Math.sin(angle) + 0.1 * random.nextGaussian();
    }
    return Points.of(x, 2);
  }

  private static Compute open(String backend) {
    return Compute.open(ComputeOptions.defaults().backend(backend).threads(2));
  }

  private static SmoothedDensity density(Compute compute) {
    return compute.density(DATA, Smoothing.bandwidth(0.15));
  }

  /** The projection ends with what its listener met, and the density works on. */
  private static void refused(SmoothedDensity p, String what, Runnable inListener) {
    double[] before = p.logDensity(QUERY);
    RidgeProjector projector = p.ridge(1).onProgress((finished, total) -> inListener.run());
    String message =
        assertThrows(IllegalStateException.class, () -> projector.project(DATA)).getMessage();
    assertTrue(message.contains(what), message);
    assertTrue(message.contains("from inside a progress listener"), message);
    assertArrayEquals(before, p.logDensity(QUERY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void mayNotClose(String backend) {
    try (Compute compute = open(backend);
        SmoothedDensity p = density(compute);
        SmoothedDensity other = density(compute);
        QueryBatch batch = p.hold(QUERY)) {
      refused(p, "this density (2000 points of dimension 2) cannot be closed", p::close);
      refused(p, "cannot be closed", other::close);
      refused(p, "this batch of 1 held queries cannot be closed", batch::close);
      refused(p, "this Compute (" + backend + ") cannot be closed", compute::close);
      assertEquals(1, batch.logDensity().length);
      assertEquals(1, other.logDensity(QUERY).length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void mayNotStartOperations(String backend) {
    try (Compute compute = open(backend);
        SmoothedDensity p = density(compute);
        QueryBatch batch = p.hold(QUERY)) {
      refused(p, "this density (2000 points of dimension 2) cannot be used", () -> p.score(QUERY));
      refused(p, "cannot be used", () -> p.geometry(QUERY, 1));
      refused(p, "cannot be used", () -> p.ridge(1).project(QUERY));
      refused(p, "cannot be used", () -> p.hold(QUERY));
      refused(p, "this batch of 1 held queries cannot be used", batch::logDensity);
      refused(p, "cannot be used", () -> p.ridge(1).project(batch));
      refused(p, "cannot be used", () -> density(compute));
      refused(p, "cannot be used", compute::symmetricEigen);
    }
  }

  /** The call of the listener would wait behind the close, and the close for the listener. */
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void mayNotStartOperationsWhileACloseWaits(String backend) throws InterruptedException {
    try (Compute compute = open(backend)) {
      SmoothedDensity p = density(compute);
      Thread closer = new Thread(p::close);
      RidgeProjector projector =
          p.ridge(1)
              .onProgress(
                  (finished, total) -> {
                    startAndWaitUntilItWaits(closer);
                    p.logDensity(QUERY);
                  });
      String message =
          assertThrows(IllegalStateException.class, () -> projector.project(DATA)).getMessage();
      assertTrue(message.contains("progress listener"), message);
      closer.join();
      message = assertThrows(IllegalStateException.class, () -> p.score(QUERY)).getMessage();
      assertTrue(message.contains("is closed"), message);
    }
  }

  private static void startAndWaitUntilItWaits(Thread closer) {
    closer.start();
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  /** On the reference backend the listener runs on this thread, which must not stay marked. */
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void whatItThrowsComesOutAndNothingIsLeft(String backend) {
    RuntimeException mine = new IllegalArgumentException("mine");
    Error worse = new AssertionError("worse");
    try (Compute compute = open(backend);
        SmoothedDensity p = density(compute)) {
      assertSame(mine, thrownBy(p, () -> throwing(mine)));
      assertSame(worse, thrownBy(p, () -> throwing(worse)));
      assertFalse(CallMonitor.isListening());
      RidgeProjection ridge = p.ridge(1).onProgress((finished, total) -> {}).project(QUERY);
      assertEquals(RidgeStatus.CONVERGED, ridge.status(0));
    }
  }

  private static void throwing(Throwable what) {
    if (what instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) what;
  }

  private static Throwable thrownBy(SmoothedDensity p, Runnable inListener) {
    RidgeProjector projector = p.ridge(1).onProgress((finished, total) -> inListener.run());
    return assertThrows(Throwable.class, () -> projector.project(DATA));
  }
}
