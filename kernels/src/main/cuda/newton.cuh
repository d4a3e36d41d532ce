// Newton steps in the normal space of one row, with the frame held still or accelerated. CPU twins:
// dev.arete.internal.ridge.NewtonStep, NormalStep, AndersonAcceleration.
#pragma once
#include "frame.cuh"
#include "ridge.cuh"

constexpr double MIN_CURVATURE = 0.1;   // a Newton step is at most ten mean-shift steps long
constexpr double EXACT_RESIDUAL = 0.3;  // the exact step is tried below this residual
constexpr int EXACT_DIMENSION = 4;      // up to here third moments are there

template <int G>
struct NewtonStep {
  const RidgeRun& run;
  const Frame<G>& frame;
  double* coefficient;  // d; normal directions from k on; on entry the exact step where d <= 4
  long long query;

  __device__ void set_mean_shift() const {
    for (int j = frame.k + Group<G>::lane(); j < frame.d; j += G) {
      coefficient[j] = frame.component[j];
    }
    Group<G>::sync();
  }

  // a_j / |beta_j| with |beta_j| kept within [0.1, 1]: uphill whatever the sign of beta_j.
  __device__ void set_frozen() const {
    for (int j = frame.k + Group<G>::lane(); j < frame.d; j += G) {
      const double curvature = fabs(frame.ratio(j) - 1);
      coefficient[j] = frame.component[j] / fmin(fmax(curvature, MIN_CURVATURE), 1.0);
    }
    Group<G>::sync();
  }

  // For modes the frame does not turn: the Jacobian is diagonal.
  __device__ void set_exact_modes() const {
    for (int j = Group<G>::lane(); j < frame.d; j += G) {
      coefficient[j] = frame.component[j] / (1 - frame.ratio(j));
    }
    Group<G>::sync();
  }

  __device__ bool is_uphill() const {
    double dot = 0;
    for (int j = frame.k + Group<G>::lane(); j < frame.d; j += G) {
      dot += coefficient[j] * frame.component[j];
    }
    return Group<G>::sum(dot) > 0;
  }

  __device__ double length(const double* vector, int from) const {
    double square = 0;
    for (int i = from + Group<G>::lane(); i < frame.d; i += G) {
      square += vector[i] * vector[i];
    }
    return sqrt(Group<G>::sum(square));
  }

  // Whether the coefficients hold an exact step that may be taken. Where the density rises along a
  // normal direction the limit is no ridge: there only if the residual falls but slowly.
  __device__ bool take_exact(double residual, double longest, bool creeps) const {
    if (frame.is_given()) {
      return false;  // third moments are assembled, and as lost as second ones
    }
    if (!(residual < EXACT_RESIDUAL) || !(frame.ratio(frame.k) < 1 || creeps)) {
      return false;
    }
    if (frame.d > EXACT_DIMENSION) {
      if (frame.k > 0 || !(frame.ratio(0) < 1)) {
        return false;
      }
      set_exact_modes();
    }
    return length(coefficient, frame.k) <= longest;  // false for NaN: no exact step there
  }

  // Secant through the last two points: step - theta (dy + df); remembers point and plain step.
  __device__ void accelerate(const double* from, double* step, bool primed) const {
    double* lastPoint = run.lastPoint + query * frame.d;
    double* lastStep = run.lastStep + query * frame.d;
    double theta = 0;
    if (primed) {
      double dot = 0;
      double square = 0;
      for (int i = Group<G>::lane(); i < frame.d; i += G) {
        const double change = step[i] - lastStep[i];
        dot += step[i] * change;
        square += change * change;
      }
      theta = Group<G>::sum(dot) / Group<G>::sum(square);
      theta = isfinite(theta) ? theta : 0;
    }
    for (int i = Group<G>::lane(); i < frame.d; i += G) {
      const double plain = step[i];
      if (theta != 0) {
        step[i] -= theta * ((from[i] - lastPoint[i]) + (plain - lastStep[i]));
      }
      lastPoint[i] = from[i];
      lastStep[i] = plain;
    }
    Group<G>::sync();
  }

  // Brings an accelerated step back to the normal space, or gives it up where it goes downhill.
  __device__ void confine(double* step) const {
    for (int j = frame.k + Group<G>::lane(); j < frame.d; j += G) {
      coefficient[j] = frame.dot(j, step);
    }
    Group<G>::sync();
    if (!is_uphill()) {
      set_frozen();
    }
    frame.expand(coefficient, step);
  }

  __device__ void shorten(double* step, double longest) const {
    const double full = length(step, 0);
    for (int i = Group<G>::lane(); i < frame.d; i += G) {
      step[i] *= full > longest ? longest / full : 1;
    }
    Group<G>::sync();
  }
};
