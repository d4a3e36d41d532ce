package dev.arete;

/** Whether the split into normal and tangent space exists at a query. */
public enum GeometryStatus {
  /**
   * The normal space is well defined: the eigengap lambda_k - lambda_{k+1} is open, or k = 0.
   * Rounding turns it by less than 1e-6, in single precision by less than 1e-3.
   */
  OK,
  /**
   * The eigengap is closed to working precision, fewer than k directions carry posterior variance,
   * or the gap is open but the k directions are lost in the rounding of the coordinates ({@link
   * UndefinedReason} tells which): the ridge residual is NaN. Log density, score and eigenvalues
   * are still right.
   */
  UNDEFINED,
  /**
   * The normal space exists, but rounding may turn it by more than 1e-6, in single precision by
   * more than 1e-3: the ridge residual has fewer digits than that.
   */
  ILL_CONDITIONED;

  private static final GeometryStatus[] VALUES = values();

  /**
   * Returns the status with a given code.
   *
   * @param code the ordinal, as backends store it
   * @return the status
   */
  public static GeometryStatus of(byte code) {
    return VALUES[code];
  }

  /**
   * Returns the code backends store for this status.
   *
   * @return the ordinal
   */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the contract with the backends
  public byte code() {
    return (byte) ordinal();
  }
}
