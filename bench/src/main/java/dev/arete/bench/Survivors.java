package dev.arete.bench;

import java.util.stream.IntStream;

/** Counts the centres that carry weight. */
final class Survivors {
  /** Energy above the least at which a weight is 1e-16 of the largest. */
  private static final double CUT = 36.8;

  private static final int SAMPLE = 16;

  private Survivors() {}

  /** Mean number over the first queries. */
  static double mean(Workload workload) {
    Workload sample = workload.firstQueries(SAMPLE);
    return IntStream.range(0, sample.q()).mapToLong(i -> count(sample, i)).average().orElse(0);
  }

  private static long count(Workload workload, int query) {
    double[] energies =
        IntStream.range(0, workload.n()).mapToDouble(i -> energy(workload, query, i)).toArray();
    double least =
        IntStream.range(0, energies.length).mapToDouble(i -> energies[i]).min().orElse(0);
    return IntStream.range(0, energies.length).filter(i -> energies[i] < least + CUT).count();
  }

  private static double energy(Workload workload, int query, int centre) {
    double scale = workload.smoothing().scale();
    double squares = 0;
    for (int j = 0; j < workload.d(); j++) {
      double t =
          workload.queries().coordinate(query, j) - scale * workload.data().coordinate(centre, j);
      squares += t * t;
    }
    return squares / (2 * workload.smoothing().variance());
  }
}
