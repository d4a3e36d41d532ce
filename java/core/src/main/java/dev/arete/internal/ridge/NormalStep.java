package dev.arete.internal.ridge;

import dev.arete.internal.local.LocalFrame;
import java.util.Arrays;

/** Steps in the normal space with the frame held still, in coordinates of that frame. */
final class NormalStep {
  /**
   * Smallest curvature |beta_j| a Newton step divides by: it never goes farther than ten mean-shift
   * steps along one direction. With 0.1 a linear end at rate 0.9 or better remains.
   */
  private static final double MIN_CURVATURE = 0.1;

  private NormalStep() {}

  /**
   * Computes the SCMS step y + P_N (m - y).
   *
   * @param frame frame at y
   * @param tangent k
   * @param coefficients receives a_j for the d - k normal directions
   */
  static void meanShift(LocalFrame frame, int tangent, double[] coefficients) {
    for (int j = tangent; j < frame.dimension(); j++) {
      coefficients[j - tangent] = frame.component(j);
    }
  }

  /**
   * Computes the Newton step of a frame that does not turn, a_j / |beta_j| with |beta_j| kept
   * within [0.1, 1]. Where the density falls off along v_j this aims at its maximum; where it rises
   * (beta_j &gt; 0, a valley or a saddle) the step goes uphill too, at least as far as the mean
   * shift a_j, so that it leaves the neighbourhood of points that are no ridge. Source of the
   * absolute value: Dauphin et al. (2014).
   *
   * @param frame frame at y
   * @param tangent k
   * @param coefficients receives the coefficients of the d - k normal directions
   */
  static void frozenNewton(LocalFrame frame, int tangent, double[] coefficients) {
    for (int j = tangent; j < frame.dimension(); j++) {
      double curvature = Math.abs(frame.ratio(j) - 1);
      double scale = Math.min(Math.max(curvature, MIN_CURVATURE), 1);
      coefficients[j - tangent] = frame.component(j) / scale;
    }
  }

  /**
   * Maps coefficients of normal directions to a displacement.
   *
   * @param frame frame at y
   * @param tangent k
   * @param coefficients d - k coefficients
   * @param scratch d numbers
   * @param out receives E u, d numbers
   */
  static void expand(
      LocalFrame frame, int tangent, double[] coefficients, double[] scratch, double[] out) {
    Arrays.fill(scratch, 0, tangent, 0);
    System.arraycopy(coefficients, 0, scratch, tangent, frame.dimension() - tangent);
    frame.expand(scratch, out);
  }

  /**
   * Maps a displacement to its coefficients in the normal directions.
   *
   * @param frame frame at y
   * @param tangent k
   * @param displacement d numbers
   * @param scratch d numbers
   * @param coefficients receives E^T displacement, d - k numbers
   */
  static void project(
      LocalFrame frame,
      int tangent,
      double[] displacement,
      double[] scratch,
      double[] coefficients) {
    frame.project(displacement, scratch);
    System.arraycopy(scratch, tangent, coefficients, 0, frame.dimension() - tangent);
  }
}
