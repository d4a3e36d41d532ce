package dev.arete.testkit.contract;

import dev.arete.Compute;
import dev.arete.QueryBatch;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Sample;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Closing held queries, and their use after close. */
public abstract class HeldLifeContract extends Contract {
  private static final Sample CIRCLE = Curves.noisyCircle(5, 60, 2, 40);

  private static void closed(Executable use) {
    String message = Assertions.assertThrows(IllegalStateException.class, use).getMessage();
    Check.holds(message.contains("closed"), "message of a use after close:", message);
  }

  private static void everyUseFails(QueryBatch batch, RidgeProjector projector) {
    closed(batch::points);
    closed(batch::logDensity);
    closed(batch::score);
    closed(batch::posteriorMean);
    closed(batch::hessian);
    closed(batch::spectrum);
    closed(() -> batch.geometry(1));
    closed(() -> batch.evaluateInto(null, null, null));
    closed(() -> projector.project(batch));
    Check.holds(batch.count() == 40 && batch.dimension() == 2, "what it was is still known");
  }

  @Test
  void aClosedBatchRefusesEveryUse() {
    try (SmoothedDensity p = compute().density(CIRCLE.data(), CIRCLE.smoothing())) {
      QueryBatch batch = p.hold(CIRCLE.queryPoints());
      QueryBatch other = p.hold(CIRCLE.queryPoints());
      batch.close();
      batch.close();
      everyUseFails(batch, p.ridge(1));
      Check.sameBits(who(), other.score(), score(CIRCLE));
    }
  }

  @Test
  void closingTheParentClosesWhatItHolds() {
    SmoothedDensity p = compute().density(CIRCLE.data(), CIRCLE.smoothing());
    QueryBatch batch = p.hold(CIRCLE.queryPoints());
    p.close();
    everyUseFails(batch, p.ridge(1));
    batch.close();
    closed(() -> p.hold(CIRCLE.queryPoints()));
    Compute own = Compute.open(options());
    SmoothedDensity child = own.density(CIRCLE.data(), CIRCLE.smoothing());
    QueryBatch grandchild = child.hold(CIRCLE.queryPoints());
    own.close();
    everyUseFails(grandchild, child.ridge(1));
  }

  @Test
  void anotherThreadMayUseAndClose() throws InterruptedException {
    try (SmoothedDensity p = compute().density(CIRCLE.data(), CIRCLE.smoothing())) {
      QueryBatch batch = p.hold(CIRCLE.queryPoints());
      AtomicReference<double[]> seen = new AtomicReference<>();
      Thread other =
          new Thread(
              () -> {
                p.ridge(1).project(batch);
                seen.set(batch.points().coordinates());
                batch.close();
              });
      other.start();
      other.join();
      Check.sameBits(who(), seen.get(), p.ridge(1).project(CIRCLE.queryPoints()).points());
      everyUseFails(batch, p.ridge(1));
    }
  }
}
