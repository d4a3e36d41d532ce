package dev.arete;

/** How a projection moves a point towards the ridge. Both end in the same set. */
public enum RidgeMethod {
  /**
   * Newton's method in the normal space, safeguarded by the SCMS step: with the exact Jacobian of
   * the ridge equation for d &lt;= 4, with Anderson acceleration above and the exact Jacobian for
   * points that turn out slow. The default.
   */
  NEWTON,
  /**
   * Subspace-constrained mean shift, y &lt;- y + P_N (m - y): linear convergence, no safeguards,
   * the trajectory of Ozertem and Erdogmus (2011). For comparison with published results.
   */
  SCMS
}
