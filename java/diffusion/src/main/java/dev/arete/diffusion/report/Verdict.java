package dev.arete.diffusion.report;

import java.util.Locale;

/**
 * One recorded or exact number beside the measured one.
 *
 * @param what the quantity and its settings
 * @param expected the number in the books
 * @param source where it is from: exact, recorded in the authors' code, recorded in a replica
 * @param measured the number of this run
 * @param outcome the verdict
 * @param reason the band it was judged by, or why it cannot be compared
 */
public record Verdict(
    String what, double expected, String source, double measured, Outcome outcome, String reason) {
  /** Verdicts. */
  public enum Outcome {
    /** The measured number lies in the band. */
    REPRODUCED,
    /** It does not. */
    DIFFERS,
    /** Settings differ in a way that forbids a comparison. */
    NOT_COMPARABLE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final String NOT_EXACT =
      "; an exact law, so that settings are too coarse for it or the code is wrong";

  private static final String NOT_RECORDED =
      "; beyond what draws of other random numbers explain: look for settings other than the"
          + " defaults, then for an unlucky seed, then for an error";

  private static final String NOT_CLAIMED = "; the claim fails with these settings";

  /** The verdict on a number that is inside a band or not, and why it may be not. */
  private static Verdict judge(
      String what,
      double expected,
      String source,
      double measured,
      boolean inside,
      String reason,
      String doubt) {
    return inside
        ? new Verdict(what, expected, source, measured, Outcome.REPRODUCED, reason)
        : new Verdict(what, expected, source, measured, Outcome.DIFFERS, reason + doubt);
  }

  /**
   * Returns this verdict with what is known about a difference, if there is one.
   *
   * @param why why the numbers differ, and why we believe the measured one
   * @return this verdict, or a copy whose reason ends with that
   */
  public Verdict because(String why) {
    return outcome == Outcome.DIFFERS
        ? new Verdict(what, expected, source, measured, outcome, reason + "; " + why)
        : this;
  }

  /**
   * Returns the verdict on a number with an absolute band.
   *
   * @param what the quantity
   * @param expected the number in the books
   * @param source where it is from
   * @param measured the number of this run
   * @param band largest distance that counts as reproduced
   * @param reason where the band comes from
   * @return the verdict; NaN differs
   */
  public static Verdict within(
      String what, double expected, String source, double measured, double band, String reason) {
    boolean inside = Math.abs(measured - expected) <= band;
    return judge(
        what,
        expected,
        source,
        measured,
        inside,
        String.format(Locale.ROOT, "band %.2g: %s", band, reason),
        source.startsWith("exact") ? NOT_EXACT : NOT_RECORDED);
  }

  /**
   * Returns the verdict on a number with a factor.
   *
   * @param what the quantity
   * @param expected the number in the books, positive
   * @param source where it is from
   * @param measured the number of this run
   * @param factor largest ratio either way that counts as reproduced, above 1
   * @param reason where the factor comes from
   * @return the verdict; NaN differs
   */
  public static Verdict factor(
      String what, double expected, String source, double measured, double factor, String reason) {
    boolean inside = measured <= expected * factor && measured >= expected / factor;
    return judge(
        what,
        expected,
        source,
        measured,
        inside,
        String.format(Locale.ROOT, "within a factor %.3g: %s", factor, reason),
        NOT_RECORDED);
  }

  /**
   * Returns the verdict on a bound.
   *
   * @param what the quantity
   * @param bound the measured number may not exceed it
   * @param source where it is from
   * @param measured the number of this run
   * @param reason what the bound means
   * @return the verdict; NaN differs
   */
  public static Verdict atMost(
      String what, double bound, String source, double measured, String reason) {
    return judge(
        what, bound, source, measured, measured <= bound, "at most: " + reason, NOT_CLAIMED);
  }

  /**
   * Returns the verdict on a number that cannot be compared.
   *
   * @param what the quantity
   * @param expected the number in the books
   * @param source where it is from
   * @param measured the number of this run
   * @param reason why not
   * @return the verdict
   */
  public static Verdict notComparable(
      String what, double expected, String source, double measured, String reason) {
    return new Verdict(what, expected, source, measured, Outcome.NOT_COMPARABLE, reason);
  }
}
