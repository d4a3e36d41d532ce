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
  private final double[] symmetric;
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
    this.symmetric = new double[normal * normal];
    this.solver = new SmallLu(normal);
  }

  /**
   * Solves J u = -a where the ridge attracts.
   *
   * <p>The SCMS flow dy/dt = P_N (m - y) obeys da/dt = J a to first order. So a zero of a attracts
   * it where J is stable, whatever the signs of the beta_j; a negative definite symmetric part of J
   * is enough for that, and makes u an ascent direction. Elsewhere Newton's method would converge
   * to points the flow leaves.
   *
   * @param frame frame at the query
   * @param third third moments at the same query
   * @param step receives u, d - k coefficients of the normal directions; garbage where false is
   *     returned
   * @return false where the symmetric part of J is not negative definite, or u is not finite
   */
  boolean solve(LocalFrame frame, ThirdMoments third, double[] step) {
    assemble(frame, third);
    for (int j = 0; j < normal; j++) {
      step[j] = -frame.component(tangent + j);
    }
    return isAttracting() && solver.solve(jacobian, step);
  }

  /** Eliminates in -(J + J^T); its pivots are positive exactly if it is positive definite. */
  private boolean isAttracting() {
    for (int i = 0; i < normal; i++) {
      for (int j = 0; j < normal; j++) {
        symmetric[i * normal + j] = -jacobian[i * normal + j] - jacobian[j * normal + i];
      }
    }
    for (int column = 0; column < normal; column++) {
      double pivot = symmetric[column * normal + column];
      if (!(pivot > 0)) {
        return false;
      }
      for (int row = column + 1; row < normal; row++) {
        double factor = symmetric[row * normal + column] / pivot;
        for (int j = column + 1; j < normal; j++) {
          symmetric[row * normal + j] -= factor * symmetric[column * normal + j];
        }
      }
    }
    return true;
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
