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
 */
public final class CpuTimeProfiler implements InternalProfiler {
  /** Name of the result. */
  static final String LABEL = "processor time";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long start;

  /** Called by JMH. */
  public CpuTimeProfiler() {}

  @Override
  public String getDescription() {
    return "processor time of one call";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanoseconds = system.getProcessCpuTime() - start;
    double perCall = 1e-6 * nanoseconds / result.getMetadata().getMeasuredOps();
    return List.of(new ScalarResult(LABEL, perCall, "ms/op", AggregationPolicy.MIN));
  }
}
