package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.reference.Posterior;
import dev.arete.spi.Mixture;
import org.junit.jupiter.api.Test;

class ExactJacobianTest {

  @Test
  void agreesWithDifferencesOnACircle() {
    compare(Samples.circle(300, 0.1, 1), 0.05, 1, new double[] {0.55, 0.6});
  }

  @Test
  void agreesWithDifferencesOnAHelix() {
    double[] query = {0.8, 0.5, 0.15};
    for (int tangent = 0; tangent < 3; tangent++) {
      compare(Samples.helix(400, 0.1, 2), 0.05, tangent, query);
    }
  }

  @Test
  void agreesWithDifferencesInFiveDimensions() {
    double[] query = {0.3, -0.2, 0.1, 0.4, -0.5};
    for (int tangent = 1; tangent < 5; tangent++) {
      compare(Samples.mixture(200, 5, 3, 3), 0.4, tangent, query);
    }
  }

  @Test
  void isTheSameInAnyUnitOfLength() {
    double unit = 1e-40;
    Points data = Samples.circle(300, 0.1, 1);
    double[] scaled = data.coordinates();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= unit;
    }
    compare(Points.of(scaled, 2), 0.05 * unit * unit, 1, new double[] {0.55 * unit, 0.6 * unit});
  }

  @Test
  void offersNoStepWhereTheRidgeRepels() {
    // between two distant points, along the axis through them, log p is convex
    Points data = Points.of(new double[] {-2, 0, 2, 0}, 2);
    State state = new State(data, 0.5, 0);
    state.evaluate(new double[] {0.01, 0.01});
    double[] step = new double[2];
    assertFalse(new ExactJacobian(2, 0).solve(state.frame, state.posterior, step));
  }

  /** Derivatives of E_0^T P_N (m - y), with E_0 held, are those of E^T (m - y) at the start. */
  private static void compare(Points data, double variance, int tangent, double[] query) {
    int dimension = data.dimension();
    int normal = dimension - tangent;
    State state = new State(data, variance, tangent);
    state.evaluate(query);
    double[] held = state.frame.vectors().clone();
    double[] jacobian =
        new ExactJacobian(dimension, tangent).assemble(state.frame, state.posterior).clone();
    // a central difference errs by eta^2 times a third derivative and by rounding / eta
    double eta = 1e-5;
    for (int j = 0; j < normal; j++) {
      double[] ahead = state.normalShift(query, held, tangent + j, eta * Math.sqrt(variance));
      double[] behind = state.normalShift(query, held, tangent + j, -eta * Math.sqrt(variance));
      for (int i = 0; i < normal; i++) {
        double expected = (ahead[i] - behind[i]) / (2 * eta * Math.sqrt(variance));
        double error = Math.abs(jacobian[i * normal + j] - expected);
        assertTrue(
            error <= 1e-7,
            "k " + tangent + " entry " + i + "," + j + ": " + expected + " off by " + error);
      }
    }
  }

  /** Moments and frame at one query. */
  private static final class State {
    private final LocalMoments moments;
    private final int tangent;
    private final Posterior posterior;
    private final LocalFrame frame;

    State(Points data, double variance, int tangent) {
      this.tangent = tangent;
      Mixture mixture =
          new Mixture(data.coordinates(), null, data.count(), data.dimension(), variance);
      moments = new LocalMoments(data.dimension());
      posterior = new Posterior(mixture);
      frame = new LocalFrame(data.dimension(), variance, Precision.FP64);
    }

    void evaluate(double[] query) {
      posterior.evaluate(query, 0, true, moments);
      frame.decompose(moments);
    }

    double[] normalShift(double[] query, double[] held, int direction, double distance) {
      int d = query.length;
      double[] moved = query.clone();
      for (int i = 0; i < d; i++) {
        moved[i] += distance * held[direction * d + i];
      }
      evaluate(moved);
      double[] shift = new double[d];
      for (int j = tangent; j < d; j++) {
        for (int i = 0; i < d; i++) {
          shift[i] += frame.component(j) * frame.vectors()[j * d + i];
        }
      }
      double[] components = new double[d - tangent];
      for (int j = tangent; j < d; j++) {
        for (int i = 0; i < d; i++) {
          components[j - tangent] += held[j * d + i] * shift[i];
        }
      }
      return components;
    }
  }
}
