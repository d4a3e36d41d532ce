package dev.arete.internal.ridge;

import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.ThirdMoments;

/**
 * Chooses the Newton step of one query: exact, or with a frozen frame, or accelerated; and keeps
 * its length within a trust radius. Not thread-safe.
 */
final class NewtonStep {
  /** Up to this dimension third moments cost little beside second ones: exact from the start. */
  private static final int EXACT_DIMENSION = 4;

  /** Above this dimension a Jacobian of the normal space would be all the work. */
  private static final int LARGEST_EXACT = 64;

  /** Below this tolerance the linear end of a frozen frame costs more than third moments. */
  private static final double EXACT_TOLERANCE = 1e-6;

  /** The exact step is tried below this residual: farther away a linearisation says little. */
  private static final double EXACT_RESIDUAL = 0.3;

  /** A step that leaves more than this share of the residual is slow. */
  private static final double SLOW_RATIO = 0.5;

  /** So many slow steps in a row make a query use the exact Jacobian. */
  private static final int SLOW_STEPS = 2;

  private final int dimension;
  private final int tangent;
  private final boolean hasExact;
  private final boolean exactFromStart;
  private final boolean accelerated;
  private final double largestRadius;
  private final ExactJacobian jacobian;
  private final AndersonAcceleration anderson;
  private final double[] coefficients;
  private final double[] scratch;

  private boolean exact;
  private int slow;
  private int creeping;
  private double radius;

  /**
   * Allocates the workspace.
   *
   * @param dimension d
   * @param variance h
   * @param settings aim and stopping rules
   */
  NewtonStep(int dimension, double variance, ProjectionSettings settings) {
    this.dimension = dimension;
    this.tangent = settings.ridgeDimension();
    boolean newton = settings.method() == RidgeMethod.NEWTON;
    this.hasExact = newton && dimension <= LARGEST_EXACT;
    this.exactFromStart =
        dimension <= EXACT_DIMENSION || tangent == 0 || settings.tolerance() < EXACT_TOLERANCE;
    this.accelerated = newton && dimension > EXACT_DIMENSION;
    this.largestRadius = Math.sqrt(variance);
    this.jacobian = hasExact ? new ExactJacobian(dimension, tangent) : null;
    this.anderson = new AndersonAcceleration(dimension);
    this.coefficients = new double[dimension - tangent];
    this.scratch = new double[dimension];
  }

  /** Forgets the previous query. */
  void start() {
    exact = exactFromStart;
    slow = 0;
    creeping = 0;
    radius = largestRadius;
    anderson.reset();
  }

  /**
   * Tells that a point was accepted.
   *
   * @param ratio its residual over that of the point before
   */
  void accepted(double ratio) {
    radius = Math.min(2 * radius, largestRadius);
    slow = ratio > SLOW_RATIO ? slow + 1 : 0;
    creeping = ratio > SLOW_RATIO && ratio <= 1 ? creeping + 1 : 0;
    exact |= slow >= SLOW_STEPS;
  }

  /** Tells that the last step was taken back. */
  void rejected() {
    radius /= 4;
    anderson.reset();
  }

  /**
   * Computes the step to try from a point.
   *
   * @param frame frame at the point
   * @param third third moments there
   * @param point y
   * @param meanShiftLength length of the SCMS step, to which any step may go
   * @param step receives the displacement, d numbers
   */
  void propose(
      LocalFrame frame, ThirdMoments third, double[] point, double meanShiftLength, double[] step) {
    double longest = Math.max(radius, meanShiftLength);
    if (exact && hasExact && exactStep(frame, third, longest)) {
      anderson.reset();
      NormalStep.expand(frame, tangent, coefficients, scratch, step);
      return;
    }
    NormalStep.frozenNewton(frame, tangent, coefficients);
    NormalStep.expand(frame, tangent, coefficients, scratch, step);
    if (accelerated) {
      accelerate(frame, point, step);
    }
    shorten(step, longest);
  }

  /**
   * The exact step, if it can be trusted. Where the density rises along a normal direction although
   * the equation attracts, there is a limit that is no ridge: SCMS ends there too, if it comes near
   * enough, so the exact step is taken only when the residual falls but slowly.
   */
  private boolean exactStep(LocalFrame frame, ThirdMoments third, double longest) {
    return !frame.isFactored() // third moments are assembled, and as lost as second ones
        && frame.split().residual(tangent) < EXACT_RESIDUAL
        && (frame.ratio(tangent) < 1 || creeping >= SLOW_STEPS)
        && jacobian.solve(frame, third, coefficients)
        && length(coefficients) <= longest;
  }

  private boolean isUphill(LocalFrame frame) {
    double dot = 0;
    for (int j = 0; j < coefficients.length; j++) {
      dot += coefficients[j] * frame.component(tangent + j);
    }
    return dot > 0;
  }

  /** Accelerates within the normal space; a step that would go downhill is not accelerated. */
  private void accelerate(LocalFrame frame, double[] point, double[] step) {
    anderson.accelerate(point, step);
    NormalStep.project(frame, tangent, step, scratch, coefficients);
    if (!isUphill(frame)) {
      NormalStep.frozenNewton(frame, tangent, coefficients);
    }
    NormalStep.expand(frame, tangent, coefficients, scratch, step);
  }

  private void shorten(double[] step, double longest) {
    double length = length(step);
    if (length > longest) {
      for (int i = 0; i < dimension; i++) {
        step[i] *= longest / length;
      }
    }
  }

  private static double length(double[] vector) {
    double square = 0;
    for (double value : vector) {
      square += value * value;
    }
    return Math.sqrt(square);
  }
}
