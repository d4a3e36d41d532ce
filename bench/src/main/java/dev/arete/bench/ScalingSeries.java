package dev.arete.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * Problems that differ in one number.
 *
 * @param title what is varied and what is held, for people
 * @param axis the number that varies
 * @param problems the problems, made when they are timed
 */
record ScalingSeries(String title, Axis axis, List<Supplier<Workload>> problems) {
  /** What the cost is drawn against. */
  enum Axis {
    N("n"),
    Q("q"),
    D("d"),
    SURVIVORS("survivors");

    final String label;

    Axis(String label) {
      this.label = label;
    }
  }
}
