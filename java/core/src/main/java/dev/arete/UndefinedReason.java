package dev.arete;

/** Why the normal space does not exist at a point. */
public enum UndefinedReason {
  /** It does exist. */
  NONE,
  /**
   * The eigengap lambda_k - lambda_{k+1} is closed to working precision: directions k and k+1 can
   * be exchanged for combinations of them.
   */
  CLOSED_EIGENGAP,
  /**
   * Fewer than k directions carry posterior variance: the data points lie in an affine space of
   * lower dimension.
   */
  RANK_DEFICIENT,
  /**
   * The gap is open, but the k directions depend on differences between data points that are lost
   * in the rounding of their coordinates.
   */
  LOST_IN_ROUNDING;

  private static final UndefinedReason[] VALUES = values();

  /**
   * Returns the reason with a given code.
   *
   * @param code the ordinal, as backends store it
   * @return the reason
   */
  public static UndefinedReason of(byte code) {
    return VALUES[code];
  }

  /**
   * Returns the code backends store for this reason.
   *
   * @return the ordinal
   */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the contract with the backends
  public byte code() {
    return (byte) ordinal();
  }
}
