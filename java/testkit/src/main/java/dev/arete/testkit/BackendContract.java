package dev.arete.testkit;

import dev.arete.ComputeOptions;
import dev.arete.testkit.contract.AccuracyContract;
import dev.arete.testkit.contract.BatchContract;
import dev.arete.testkit.contract.ClosedFormContract;
import dev.arete.testkit.contract.DerivativeContract;
import dev.arete.testkit.contract.EarthquakeContract;
import dev.arete.testkit.contract.EigenBatchContract;
import dev.arete.testkit.contract.EigenContract;
import dev.arete.testkit.contract.ExtremeContract;
import dev.arete.testkit.contract.FarGroupsContract;
import dev.arete.testkit.contract.FewCentresContract;
import dev.arete.testkit.contract.GradedContract;
import dev.arete.testkit.contract.HeldContract;
import dev.arete.testkit.contract.HeldLifeContract;
import dev.arete.testkit.contract.InvarianceContract;
import dev.arete.testkit.contract.KnownRidgeContract;
import dev.arete.testkit.contract.LifecycleContract;
import dev.arete.testkit.contract.OutputContract;
import dev.arete.testkit.contract.RefusalContract;
import dev.arete.testkit.contract.RidgeInvarianceContract;
import dev.arete.testkit.contract.RidgePathContract;
import dev.arete.testkit.contract.RidgeProgressContract;
import dev.arete.testkit.contract.RidgeStatusContract;
import dev.arete.testkit.contract.SizeContract;
import dev.arete.testkit.contract.WeightContract;
import org.junit.jupiter.api.Nested;

/**
 * Every contract a backend must keep, one nested class per theme. A subclass says how the backend
 * is opened, name and precision included:
 *
 * <pre>{@code
 * class CpuFp64Test extends BackendContract {
 *   @Override
 *   public ComputeOptions options() {
 *     return ComputeOptions.defaults().backend("cpu");
 *   }
 * }
 * }</pre>
 */
public abstract class BackendContract {
  /**
   * Returns how the backend under test is opened.
   *
   * @return options that name the backend
   */
  public abstract ComputeOptions options();

  @Nested
  class Accuracy extends AccuracyContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class ClosedForm extends ClosedFormContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class FarGroups extends FarGroupsContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class SmallNoise extends GradedContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class FewCentres extends FewCentresContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Derivatives extends DerivativeContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Invariances extends InvarianceContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Weights extends WeightContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Extremes extends ExtremeContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Sizes extends SizeContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Batches extends BatchContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Outputs extends OutputContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Held extends HeldContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class HeldLife extends HeldLifeContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Eigen extends EigenContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class EigenBatches extends EigenBatchContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class KnownRidges extends KnownRidgeContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class RidgeStatuses extends RidgeStatusContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class RidgePaths extends RidgePathContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class RidgeInvariances extends RidgeInvarianceContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class RidgeProgress extends RidgeProgressContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }

  @Nested
  class Quakes extends EarthquakeContract {
    @Override
    protected ComputeOptions options() {
      return BackendContract.this.options();
    }
  }
}
