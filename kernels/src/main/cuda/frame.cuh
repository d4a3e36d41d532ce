// The eigenframe of C / h at a row, split after the first k directions: 0..k-1 tangent, k..d-1
// normal. CPU twin: dev.arete.internal.local.LocalFrame.
#pragma once
#include "group.cuh"

// How many times the rounding error of C the eigengap must exceed to count as open.
constexpr double OPEN_GAP = 256;

template <int G>
struct Frame {
  int d;
  int k;
  const double* values;   // d: mu_j / h, descending
  const double* vectors;  // d x d, row j is v_j
  double* component;      // d: v_j . (m - y), scratch of this row

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

  __device__ bool is_defined(double roundoff, double dropped) const {
    return k == 0 || gap_ratio() > OPEN_GAP * sqrt((double)d) * roundoff * ratio(0) + 2 * dropped;
  }

  // How much of the normal distance may come from a normal space turned by rounding: an error e of
  // C / h turns v_l towards normal directions by e / (ratio_l - ratio_{k+1}).
  __device__ double distance_noise(double roundoff, double dropped) const {
    const double error = sqrt((double)d) * roundoff * ratio(0) + dropped;
    double noise = 0;
    for (int l = Group<G>::lane(); l < k; l += G) {
      noise += fabs(component[l]) * error / (ratio(l) - ratio(k));
    }
    return Group<G>::sum(noise);
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
