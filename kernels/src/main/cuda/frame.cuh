// The eigenframe of C / h at a row, split after the first k directions: 0..k-1 tangent, k..d-1
// normal. CPU twin: dev.arete.internal.local.LocalFrame.
#pragma once
#include "group.cuh"

constexpr double OPEN_TURN = 1.0 / 64;       // the normal space exists if rounding turns it by less
constexpr double LEADING = 1.0 / 16;         // a smaller mu_k / mu_1 is worth a factor of C
constexpr double SMALLEST_RATIO = 1e-280;    // below it C in double has lost bits to underflow
constexpr double SMALLEST_FLOAT_RATIO = 1e-30;  // and C in float
constexpr double ENERGY_ROUNDING = 4;        // units of rounding that an exponent carries for its size
constexpr double TURN_ROUNDING = 8;          // units of rounding, times sqrt(d), that bound the turn
constexpr double LOG_2 = 0.6931471805599453;

// Codes of dev.arete.UndefinedReason, in its order.
enum UndefinedReason { NONE = 0, CLOSED_EIGENGAP = 1, RANK_DEFICIENT = 2, LOST_IN_ROUNDING = 3 };

// What is known of C / h, and how much of it is enough.
struct Certainty {
  double roundoff;      // unit roundoff of the moments
  double enough;        // a turn up to which the assembled C / h will do
  double good;          // a turn up to which the normal space is well conditioned
  long long isSingle;   // 1: moments in float, of which the host always knows more
};

template <int G>
struct Frame {
  int d;
  int k;
  const double* values;   // d: mu_j / h, descending
  const double* vectors;  // d x d, row j is v_j
  double* component;      // d: v_j . (m - y), scratch of this row
  double roundoff;        // unit roundoff of C / h
  double dropped;         // bound on what is missing from it
  double energy;          // of the anchor, less its log weight: the rounding of the weights follows
  double given;           // turn of a frame that the host computed; NaN for one of the assembled C / h

  // C is positive semidefinite; rounding is not.
  __device__ double ratio(int j) const { return fmax(values[j], 0.0); }

  __device__ void project(const double* shift) const {
    for (int j = Group<G>::lane(); j < d; j += G) {
      component[j] = dot(j, shift);
    }
    Group<G>::sync();
  }

  __device__ double dot(int j, const double* vector) const {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += vectors[(long long)j * d + i] * vector[i];
    }
    return sum;
  }

  __device__ double gap_ratio() const { return k == 0 ? NAN : ratio(k - 1) - ratio(k); }

  __device__ bool is_given() const { return !isnan(given); }

  __device__ double smallest() const {
    return roundoff > 0x1p-53 ? SMALLEST_FLOAT_RATIO : SMALLEST_RATIO;
  }

  __device__ double rounding() const { return sqrt((double)d) * roundoff * ratio(0); }

  // The gap in units of mu_k.
  __device__ double relative_gap() const {
    return k == 0 ? NAN : ratio(k - 1) > 0 ? gap_ratio() / ratio(k - 1) : 0;
  }

  // By how much rounding and dropped weights may turn the space of the first k directions.
  __device__ double turn() const {
    if (k == 0 || is_given()) {
      return k == 0 ? 0 : given;
    }
    if (!(gap_ratio() > smallest())) {
      return INFINITY;
    }
    return (TURN_ROUNDING * (rounding() + weights(k - 1)) + dropped) / gap_ratio();
  }

  // What the rounding of weights adds to an entry of C / h between v_j and v_{k+1}.
  __device__ double weights(int j) const {
    const double coupling = sqrt(ratio(j)) * sqrt(ratio(k));
    const double energies = ENERGY_ROUNDING * energy + energy_of(coupling);
    return sqrt((double)d) * roundoff * energies * coupling;
  }

  // Energy above the anchor's of centres that add to a product of directions, rounded up: with
  // weights e^-F those of more than F = -log of it add little.
  __device__ static double energy_of(double product) {
    return fmax(0.0, -LOG_2 * (double)ilogb(product));
  }

  __device__ bool is_defined() const { return turn() < OPEN_TURN; }

  // Why a frame of the assembled C / h is undefined: a rank below k shows only in a factor.
  __device__ int reason() const {
    const double gap = relative_gap();
    return is_defined()                               ? NONE
           : turn() * gap < OPEN_TURN || !(gap > 0) ? CLOSED_EIGENGAP
                                                     : LOST_IN_ROUNDING;
  }

  // Whether a factor of C would know the split better than the assembled C / h does.
  __device__ bool needs_factor(const Certainty& certainty) const {
    if (k == 0 || is_given() || turn() <= certainty.enough) {
      return false;
    }
    return certainty.isSingle != 0 || !(ratio(0) > smallest()) || dropped > rounding() ||
           ratio(k - 1) < LEADING * ratio(0);
  }

  // Whether the smallest eigenvalue is lost in the rounding of the largest.
  __device__ bool loses_values(double enough) const {
    return !(ratio(d - 1) > smallest() && rounding() + dropped < enough * ratio(d - 1));
  }

  // How much of the normal distance, in units of sqrt(h), may come from rounding: an error e of C / h
  // turns v_l towards normal directions by e / (ratio_l - ratio_{k+1}), and weights that are off by a
  // share e each move m by at most e sqrt(mu_{k+1}) there.
  __device__ double residual_noise(double variance) const {
    double noise = 0;
    for (int l = Group<G>::lane(); l < k; l += G) {
      const double angle =
          is_given() ? given : (rounding() + weights(l) + dropped) / (ratio(l) - ratio(k));
      noise += fabs(component[l]) * angle;
    }
    const double moved = roundoff * ENERGY_ROUNDING * energy * sqrt(ratio(k));
    return Group<G>::sum(noise) / sqrt(variance) + moved;
  }

  // |P_N (m - y)|, free of overflow.
  __device__ double normal_distance() const {
    double largest = 0;
    for (int j = k + Group<G>::lane(); j < d; j += G) {
      largest = fmax(largest, fabs(component[j]));
    }
    largest = Group<G>::max(largest);
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int j = k + Group<G>::lane(); j < d; j += G) {
      const double scaled = component[j] / largest;
      sum += scaled * scaled;
    }
    return largest * sqrt(Group<G>::sum(sum));
  }

  // out = sum over normal j of coefficient[j] v_j.
  __device__ void expand(const double* coefficient, double* out) const {
    for (int i = Group<G>::lane(); i < d; i += G) {
      double sum = 0;
      for (int j = k; j < d; j++) {
        sum += coefficient[j] * vectors[(long long)j * d + i];
      }
      out[i] = sum;
    }
    Group<G>::sync();
  }
};
