package dev.arete.cli.report;

import dev.arete.diffusion.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verdicts in words. */
public final class Verdicts {
  private Verdicts() {}

  /**
   * Returns how many verdicts there are of each kind.
   *
   * @param verdicts the verdicts
   * @return for example "41 reproduced, 2 differ, 3 not comparable"
   */
  public static String counts(List<Verdict> verdicts) {
    List<String> parts = new ArrayList<>();
    for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
      long count = verdicts.stream().filter(v -> v.outcome() == outcome).count();
      if (count > 0) {
        String word = outcome == Verdict.Outcome.DIFFERS ? "differ" : outcome.toString();
        parts.add(count + " " + word);
      }
    }
    return String.join(", ", parts) + ".";
  }

  /** The outcome, and by how much a number differs. */
  static String words(Verdict verdict) {
    if (verdict.outcome() != Verdict.Outcome.DIFFERS) {
      return verdict.outcome().toString();
    }
    double difference = verdict.measured() - verdict.expected();
    if (verdict.expected() == 0) {
      return String.format(Locale.ROOT, "**differs** by %+.2g", difference);
    }
    return String.format(
        Locale.ROOT, "**differs** by %+.0f %%", 100 * difference / Math.abs(verdict.expected()));
  }
}
