package dev.arete;

/** How the projection of one query ended. */
public enum RidgeStatus {
  /** A ridge point: the residual is within tolerance and lambda_{k+1} &lt;= -beta. */
  CONVERGED,
  /** The residual is within tolerance but lambda_{k+1} &gt; -beta: a saddle or a valley. */
  NOT_A_RIDGE,
  /**
   * The iteration limit was reached first, or rounding kept the residual above the tolerance (fewer
   * iterations than the limit tell); the point and residual are the last ones computed.
   */
  MAX_ITERATIONS,
  /** The log density lies below the cut-off set by the user, at the start or where it ended. */
  BELOW_DENSITY,
  /**
   * The normal space does not exist at this point: the eigengap lambda_k - lambda_{k+1} is closed
   * to working precision, fewer than k directions carry posterior variance, or the gap is open but
   * the k directions are lost in the rounding of the coordinates ({@link UndefinedReason} tells
   * which).
   */
  UNDEFINED,
  /**
   * The residual came out within tolerance, but rounding, or what the truncation leaves out, turns
   * the normal space or moves the posterior mean by so much that it is not known to the tolerance.
   */
  ILL_CONDITIONED;

  private static final RidgeStatus[] VALUES = values();

  /**
   * Returns the status with a given code.
   *
   * @param code the ordinal, as backends store it
   * @return the status
   */
  public static RidgeStatus of(byte code) {
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
