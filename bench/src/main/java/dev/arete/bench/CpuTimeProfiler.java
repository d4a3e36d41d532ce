package dev.arete.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of one call, summed over all threads of the process, in the best iteration. On a
 * machine that others use too it says what a call costs, where elapsed time says how long it had to
 * wait.
 *
 * <p>Also what the processors could have computed in that time, the mean over all iterations. A
 * shared machine is a third faster in one minute than in the next, so the peak is measured before
 * and after every iteration.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  /** Name of the result. */
  static final String LABEL = "processor time";

  private static final String SLOTS = "slots at peak, ";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private Peak before;
  private long start;

  /** Called by JMH. */
  public CpuTimeProfiler() {}

  /**
   * Returns the name of a result: slots that fit into one call's processor time.
   *
   * @param precision of the fused multiply-adds
   */
  static String slots(String precision) {
    return SLOTS + precision;
  }

  @Override
  public String getDescription() {
    return "processor time of one call, and what fits into it";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = PeakCompanion.get().measure();
    start = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanoseconds = system.getProcessCpuTime() - start;
    double perCall = 1e-6 * nanoseconds / result.getMetadata().getMeasuredOps();
    Peak after = PeakCompanion.get().measure();
    return List.of(
        new ScalarResult(LABEL, perCall, "ms/op", AggregationPolicy.MIN),
        slots("FP64", perCall, after),
        slots("FP32", perCall, after));
  }

  private ScalarResult slots(String precision, double milliseconds, Peak after) {
    double peak = (before.in(precision) + after.in(precision)) / 2 / after.threads();
    return new ScalarResult(
        slots(precision), 1e-3 * milliseconds * peak, "slots/op", AggregationPolicy.AVG);
  }
}
