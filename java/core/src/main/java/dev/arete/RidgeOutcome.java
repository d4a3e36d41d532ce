package dev.arete;

import dev.arete.spi.ProjectionOutputs;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How each query of a projection ended: what cannot be evaluated at the points afterwards. Array
 * accessors return the result's own arrays, not copies.
 */
public final class RidgeOutcome {
  private final int count;
  private final ProjectionSettings settings;
  private final ProjectionOutputs arrays;

  RidgeOutcome(int count, ProjectionSettings settings, ProjectionOutputs arrays) {
    this.count = count;
    this.settings = settings;
    this.arrays = arrays;
  }

  /**
   * Returns the number of queries q.
   *
   * @return q
   */
  public int count() {
    return count;
  }

  /**
   * Returns the settings of this projection.
   *
   * @return aim and stopping rules
   */
  public ProjectionSettings settings() {
    return settings;
  }

  /**
   * Returns the number of accepted steps of each query.
   *
   * @return q numbers
   */
  public int[] iterations() {
    return arrays.iterations();
  }

  /**
   * Returns how the projection of one query ended.
   *
   * @param query index of the query
   * @return its status
   */
  public RidgeStatus status(int query) {
    return RidgeStatus.of(arrays.status()[query]);
  }

  /**
   * Returns why the normal space does not exist where one query ended.
   *
   * @param query index of the query
   * @return the reason, NONE unless the status is UNDEFINED
   */
  public UndefinedReason reason(int query) {
    return UndefinedReason.of(arrays.reason()[query]);
  }

  /**
   * Returns how many queries ended in each status.
   *
   * @return every status with its count; the counts sum to q
   */
  public Map<RidgeStatus, Integer> statusCounts() {
    Map<RidgeStatus, Integer> counts = new EnumMap<>(RidgeStatus.class);
    for (RidgeStatus status : RidgeStatus.values()) {
      counts.put(status, 0);
    }
    for (byte code : arrays.status()) {
      counts.merge(RidgeStatus.of(code), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * Returns the status counts in words.
   *
   * @return for example "CONVERGED 5793, NOT_A_RIDGE 71, MAX_ITERATIONS 7"; "no queries" for none
   */
  public String summary() {
    if (count == 0) {
      return "no queries";
    }
    return statusCounts().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
