package dev.arete.testkit.contract;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.SymmetricEigen;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Opening, closing, and use after close. */
public abstract class LifecycleContract extends Contract {
  private static final Points DATA = Points.of(new double[] {0, 0, 1, 0, 0, 1}, 2);
  private static final Points QUERIES = Points.of(new double[] {0.5, 0.25}, 2);
  private static final Smoothing SMOOTHING = Smoothing.variance(0.5);

  private static void closed(Executable use) {
    String message = Assertions.assertThrows(IllegalStateException.class, use).getMessage();
    Check.holds(message.contains("closed"), "message of a use after close:", message);
  }

  private static void everyUseFails(SmoothedDensity density, RidgeProjector projector) {
    closed(() -> density.logDensity(QUERIES));
    closed(() -> density.score(QUERIES));
    closed(() -> density.posteriorMean(QUERIES));
    closed(() -> density.hessian(QUERIES));
    closed(() -> density.geometry(QUERIES, 1));
    closed(() -> density.evaluateInto(QUERIES, new double[1], null, null));
    closed(() -> projector.project(QUERIES));
  }

  @Test
  void aClosedDensityRefusesEveryUse() {
    SmoothedDensity density = compute().density(DATA, SMOOTHING);
    RidgeProjector projector = density.ridge(1);
    density.close();
    density.close();
    everyUseFails(density, projector);
    Check.holds(density.dimension() == 2 && density.data() == DATA, "what it was is still known");
  }

  @Test
  void closingTheParentClosesItsChildren() {
    Compute parent = Compute.open(options());
    SmoothedDensity first = parent.density(DATA, SMOOTHING);
    SmoothedDensity second = parent.density(QUERIES, SMOOTHING);
    SymmetricEigen eigen = parent.symmetricEigen();
    RidgeProjector projector = first.ridge(1);
    parent.close();
    parent.close();
    everyUseFails(first, projector);
    closed(() -> second.score(QUERIES));
    closed(() -> parent.density(DATA, SMOOTHING));
    closed(parent::symmetricEigen);
    closed(() -> eigen.decompose(new double[] {1}, 1, new double[1], new double[1]));
    first.close();
    second.close();
  }

  @Test
  void closingOneDensityLeavesTheOthers() {
    SmoothedDensity first = compute().density(DATA, SMOOTHING);
    try (SmoothedDensity second = compute().density(DATA, SMOOTHING)) {
      double[] expected = second.score(QUERIES);
      first.close();
      Check.sameBits(who(), second.score(QUERIES), expected);
    }
  }

  @Test
  void openingAndClosingManyTimesWorks() {
    Sample sample = new Draw(1).cloud(100, 3, 0.5, 10);
    double[] expected = hessian(sample);
    for (int round = 0; round < 20; round++) {
      try (Compute other = Compute.open(options());
          SmoothedDensity density = other.density(sample.data(), sample.smoothing())) {
        Check.sameBits("round " + round, density.hessian(sample.queryPoints()), expected);
      }
    }
  }

  @Test
  void anotherThreadMayUseAndClose() throws InterruptedException {
    Compute own = Compute.open(options());
    SmoothedDensity density = own.density(DATA, SMOOTHING);
    double[] expected = density.score(QUERIES);
    AtomicReference<double[]> seen = new AtomicReference<>();
    Thread other =
        new Thread(
            () -> {
              seen.set(density.score(QUERIES));
              own.close();
            });
    other.start();
    other.join();
    Check.sameBits(who(), seen.get(), expected);
    closed(() -> density.score(QUERIES));
  }

  @Test
  void theBackendSaysWhatItIs() {
    Check.holds(compute().backend().equals(options().backend()), compute().backend());
    Check.holds(compute().options().equals(options()), "options " + compute().options());
    String device = compute().device();
    Check.holds(!device.isBlank() && device.lines().count() == 1, "device:", device);
    List<String> usable =
        Compute.backends().stream().filter(b -> b.usable()).map(b -> b.name()).toList();
    Check.holds(usable.contains(compute().backend()), "usable backends", usable);
  }
}
