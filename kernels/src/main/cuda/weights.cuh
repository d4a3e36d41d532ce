// The posterior weight of a centre relative to the anchor.
#pragma once
#include "moments.cuh"

// Where all weight but this share sits on the anchor (e^-40), the others are summed in units of the
// largest of them: C is as small as they are, and must not underflow before it is scaled.
constexpr double LONELY = -40;

// Centres with r (h + |D|^2) up to h RARE m.share / n do not survive the pass that sums about the anchor. They
// are together less than 1/8 of what the spread may leave out where its trace about the anchor is at least
// h ENOUGH and |m - c_0|^2 ENOUGH, and the peak no more than 1: r |e|^2 <= 2 r (|D|^2 + |m - c_0|^2).
constexpr double RARE = 1.0 / (1 << 24);
constexpr double ENOUGH = 64 * RARE;  // 16 exp(1), rounded up

// Centres that screening leaves out have sum r (1 + |D|^2/h) up to SPARED m.share times the weight of the heaviest
// centre that is not where the anchor is. In the spread that is less than 1/8 of what may be left out where the trace
// about the anchor is at least h ENOUGH_SCREENED times that weight: |m - c_0|^2 is no more than the trace.
constexpr double SPARED = 1.0 / (1 << 8);
constexpr double ENOUGH_SCREENED = 1.0 / 8;
constexpr double LIGHTEST = 1e-30;  // such weights may underflow in a float

// One coordinate's part of |c - y|^2 - |c_0 - y|^2 = D . (D + 2 (c_0 - y)), D = c - c_0: a product
// of differences, which keeps its digits however far y is.
template <typename T>
__device__ inline T excess(T delta, T twiceOffset) {
  return delta * (delta + twiceOffset);
}

// log(w / w_0) from the sum of the above.
template <typename T>
__device__ inline T relative_exponent(const Moments<T>& m, T anchorPrior, T sum, long long i) {
  return m.prior_of(i) - anchorPrior - m.half_precision() * sum;
}

// c - a, a the high word of the anchor: exact where c is c_0, one rounding where it is near.
__device__ inline float apart(float high, float low, float anchor) { return (high - anchor) + low; }

__device__ inline double apart(double high, double, double anchor) { return high - anchor; }

// 2 (a - y).
template <typename T>
__device__ inline T twice_offset(const Moments<T>& m, long long at) {
  return m.twiceOffset[at] - 2 * low_word(m.anchorLow, at);
}

// Where c_0 is from a, summed as that of any centre, and what it weighs beside a.
template <typename T>
__device__ inline void weigh_anchor(const Moments<T>& m, long long row, T& exponent, T& distance) {
  T sum = 0;
  distance = 0;
  for (long long at = row * m.dimension; at < (row + 1) * m.dimension; at++) {
    const T low = low_word(m.anchorLow, at);
    sum = fma(low, low + twice_offset(m, at), sum);
    distance = fma(low, low, distance);
  }
  exponent = -m.half_precision() * sum;
}

// The weight of a centre in the sums of the spread. Centres where the anchor is add nothing to
// them that counts when another weight is the reference.
template <typename T>
__device__ inline T spread_weight(T exponent, T reference, bool atAnchor) {
  return atAnchor && reference < 0 ? T(0) : exp(exponent - reference);
}
