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

// The weight of a centre in the sums of the spread. Centres where the anchor is add nothing to
// them that counts when another weight is the reference.
template <typename T>
__device__ inline T spread_weight(T exponent, T reference, bool atAnchor) {
  return atAnchor && reference < 0 ? T(0) : exp(exponent - reference);
}
