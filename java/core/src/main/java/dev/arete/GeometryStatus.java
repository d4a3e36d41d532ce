package dev.arete;

/** Whether the split into normal and tangent space exists at a query. */
public enum GeometryStatus {
  /**
   * The eigengap lambda_k - lambda_{k+1} is open (or k = 0), so the normal space is well defined.
   */
  OK,
  /**
   * The eigengap is closed to working precision, or fewer than k directions carry posterior
   * variance: the ridge residual is NaN. Log density, score and eigenvalues are still right.
   */
  UNDEFINED;

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
