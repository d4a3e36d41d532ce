package dev.arete.bench;

/**
 * How many queries of a workload a backend is given. The reference backend answers one at a time;
 * it gets as many as cost about a second, so that its time per pair can be measured at all.
 */
final class QueryLimit {
  /** Lane operations of one reference call. */
  private static final double REFERENCE_SLOTS = 1e9;

  private static final int MIN_QUERIES = 8;

  private QueryLimit() {}

  static int of(String backend, Workload workload) {
    if (!backend.equals("reference")) {
      return workload.q();
    }
    double perQuery = workload.n() * CostModel.hessianPair(workload.d(), "FP64");
    int affordable = (int) Math.min(workload.q(), REFERENCE_SLOTS / perQuery);
    return Math.max(MIN_QUERIES, affordable);
  }
}
