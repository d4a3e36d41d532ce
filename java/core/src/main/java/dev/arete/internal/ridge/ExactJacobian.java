package dev.arete.internal.ridge;

import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.ThirdMoments;
import java.util.Arrays;

/**
 * Full Newton step of the ridge equation a(y) = E(y)^T (m(y) - y) = 0 in the normal space, with the
 * turning of E taken into account. Not thread-safe.
 *
 * <p>With beta_j = mu_j/h - 1 = h lambda_j and kappa(u, v, w) = sum_i w_i (u . e_i)(v . e_i)(w .
 * e_i), the third central posterior moment, the Jacobian of a with respect to normal displacements
 * is
 *
 * <pre>J[j][j'] = beta_j [j = j'] + sum_l a_l / ((beta_j - beta_l) h^2) kappa(v_l, v_j, v_j')</pre>
 *
 * over normal j, j' and tangent l: h times the Jacobian of E^T s. The frame is taken to turn into
 * the tangent space only; turning within the normal space does not change the ridge equation.
 */
final class ExactJacobian {
  private final int tangent;
  private final int normal;
  private final double[] coefficients;
  private final double[] jacobian;
  private final SmallLu solver;

  /**
   * Allocates the workspace.
   *
   * @param dimension d
   * @param tangent k
   */
  ExactJacobian(int dimension, int tangent) {
    this.tangent = tangent;
    this.normal = dimension - tangent;
    this.coefficients = new double[normal * tangent];
    this.jacobian = new double[normal * normal];
    this.solver = new SmallLu(normal);
  }

  /**
   * Solves J u = -a.
   *
   * @param frame frame at the query
   * @param third third moments at the same query
   * @param step receives u, d - k coefficients of the normal directions; garbage where false is
   *     returned
   * @return false where J is singular or not finite
   */
  boolean solve(LocalFrame frame, ThirdMoments third, double[] step) {
    assemble(frame, third);
    for (int j = 0; j < normal; j++) {
      step[j] = -frame.component(tangent + j);
    }
    return solver.solve(jacobian, step);
  }

  /**
   * Returns the Jacobian at a query.
   *
   * @param frame frame at the query
   * @param third third moments at the same query
   * @return J, (d - k) x (d - k) row-major; this object's own array, overwritten by the next call
   */
  double[] assemble(LocalFrame frame, ThirdMoments third) {
    double inverseSquare = 1 / frame.variance() / frame.variance();
    for (int j = 0; j < normal; j++) {
      for (int l = 0; l < tangent; l++) {
        double gap = frame.ratio(tangent + j) - frame.ratio(l); // beta_j - beta_l, below 0
        coefficients[j * tangent + l] = frame.component(l) / gap * inverseSquare;
      }
    }
    if (tangent == 0) {
      Arrays.fill(jacobian, 0); // modes: there is no tangent space to turn into
    } else {
      third.contract(frame.vectors(), tangent, coefficients, jacobian);
    }
    for (int j = 0; j < normal; j++) {
      jacobian[j * normal + j] += frame.ratio(tangent + j) - 1;
    }
    return jacobian;
  }
}
