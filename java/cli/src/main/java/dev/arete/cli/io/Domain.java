package dev.arete.cli.io;

/** What the values of a table may be. */
public enum Domain {
  /** Finite numbers up to 1e150 in magnitude. */
  COORDINATE,
  /** Positive finite numbers. */
  WEIGHT,
  /** Positive finite numbers, diffusion times. */
  TIME,
  /** Finite numbers. */
  FINITE;

  /**
   * Returns what is wrong with a value.
   *
   * @param value the value
   * @return the complaint in words, or null where there is none
   */
  String complaint(double value) {
    if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
      return "must be finite, got " + value;
    }
    return switch (this) {
      case WEIGHT -> value > 0 ? null : "weight must be positive, got " + value;
      case TIME -> value > 0 ? null : "time must be positive, got " + value;
      case COORDINATE ->
          Math.abs(value) <= Inputs.MAX_MAGNITUDE
              ? null
              : "must be at most " + Inputs.MAX_MAGNITUDE + " in magnitude, got " + value;
      case FINITE -> null;
    };
  }
}
