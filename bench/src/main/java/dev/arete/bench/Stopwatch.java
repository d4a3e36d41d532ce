package dev.arete.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Wall and processor time of repeated calls. */
final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final double TICK = 0.01;

  /** Processor seconds of a group of calls: twenty ticks of the clock. */
  private static final double GROUP = 0.2;

  private static final int MOST_CALLS = 100_000;

  private Stopwatch() {}

  /**
   * Wall and processor time of one call, in seconds. Java's processor time comes in hundredths of a
   * second.
   *
   * @param work the call
   */
  static double[] once(Runnable work) {
    long processor = SYSTEM.getProcessCpuTime();
    double wall = wall(work);
    return new double[] {wall, (SYSTEM.getProcessCpuTime() - processor) * 1e-9};
  }

  /**
   * Least wall time and least processor time of one call, in seconds, once calls have been repeated
   * for as long and the compiler is done. Java's processor time comes in hundredths of a second, so
   * it is taken over groups of calls.
   *
   * @param seconds processor time to spend at least, on a busy machine too, before it counts and
   *     then again
   * @param work one call
   */
  static double[] best(double seconds, Runnable work) {
    measure(seconds, work);
    return measure(seconds, work);
  }

  private static double[] measure(double seconds, Runnable work) {
    double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    long end = SYSTEM.getProcessCpuTime() + Math.round(seconds * 1e9);
    int calls = 1;
    while (best[1] == Double.POSITIVE_INFINITY || SYSTEM.getProcessCpuTime() < end) {
      long processor = SYSTEM.getProcessCpuTime();
      for (int i = 0; i < calls; i++) {
        best[0] = Math.min(best[0], wall(work));
      }
      double spent = (SYSTEM.getProcessCpuTime() - processor) * 1e-9;
      if (spent >= GROUP || calls == MOST_CALLS) {
        best[1] = Math.min(best[1], spent / calls);
      } else {
        calls = (int) Math.min(MOST_CALLS, 1 + Math.ceil(1.5 * calls * GROUP / (spent + TICK)));
      }
    }
    return best;
  }

  private static double wall(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) * 1e-9;
  }
}
