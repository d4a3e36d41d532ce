package dev.arete.internal.local;

/**
 * Third central posterior moments at the query that was evaluated last, contracted with a frame. An
 * owner of posterior weights implements it; the exact Newton step asks for it.
 */
@FunctionalInterface
public interface ThirdMoments {
  /**
   * Computes, for normal directions j and j' (k &lt;= j, j' &lt; d, counted from 0),
   *
   * <pre>out[j - k][j' - k] = sum_i w_i g_j(e_i) (v_j . e_i) (v_j' . e_i),
   * g_j(e) = sum over l &lt; k of coefficients[j - k][l] (v_l . e),   e_i = c_i - m.</pre>
   *
   * @param vectors d x d, row j is the unit vector v_j
   * @param tangent k, the number of leading tangent directions
   * @param coefficients (d - k) x k, row-major
   * @param out (d - k) x (d - k), row-major; overwritten
   */
  void contract(double[] vectors, int tangent, double[] coefficients, double[] out);
}
