// Boxes around tiles of centres, and around groups of tiles: bounds on what the centres in a box add to
// the sums of a row. Tiles that add nothing that counts are not looked at.
//
// Boxes are stored by component: d lower sides, d upper sides, the largest and the least prior. They hold
// their centres whatever rounding does: sides are rounded outwards by the host, and every bound below
// gives way by more than its own rounding and that of the sums over pairs it is compared with.
#pragma once
#include "small.cuh"

// What bounds give way by, relative to the terms they are summed from: 4 roundings a coordinate.
template <typename T>
constexpr T MARGIN = (T)(16 * Word<T>::ROUNDOFF);

// The rounding of a low word, relative to its coordinate.
template <typename T>
constexpr T GUARD = Word<T>::HAS_LOW ? (T)(16 * Word<T>::ROUNDOFF * Word<T>::ROUNDOFF) : T(0);

// Bounds on mass give way by more than exp and their own sums are rounded by.
constexpr float SPARE = 1.0625f;

template <typename T, int D>
struct Box {
  T low[D];
  T high[D];
  T most;   // largest prior
  T least;  // smallest prior

  __device__ static Box load(const T* boxes, long long count, long long at) {
    Box box;
#pragma unroll
    for (int j = 0; j < D; j++) {
      box.low[j] = boxes[j * count + at];
      box.high[j] = boxes[(D + j) * count + at];
    }
    box.most = boxes[2 * D * count + at];
    box.least = boxes[(2 * D + 1) * count + at];
    return box;
  }

  // Coordinate j of every centre less that of the point: from the first result to the second.
  __device__ T below(const Point<T, D>& p, int j) const {
    return (low[j] - p.high[j]) - (p.low[j] + GUARD<T> * fabs(p.high[j]));
  }

  __device__ T above(const Point<T, D>& p, int j) const {
    return (high[j] - p.high[j]) - (p.low[j] - GUARD<T> * fabs(p.high[j]));
  }

  __device__ bool is_wide() const {
    bool wide = false;
#pragma unroll
    for (int j = 0; j < D; j++) {
      wide = wide || low[j] < high[j];
    }
    return wide;
  }

  // No centre in the box has a larger exponent, prior - |c - y|^2 / (2h).
  __device__ T at_most(const Point<T, D>& y, T half) const {
    T square = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      const T outside = fmax(fmax(below(y, j), -above(y, j)), T(0));
      square += outside * outside;
    }
    return most - half * (square * (1 - MARGIN<T>));
  }

  // No centre in the box has a smaller exponent.
  __device__ T at_least(const Point<T, D>& y, T half) const {
    T square = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      const T reach = fmax(above(y, j), -below(y, j));
      square += reach * reach;
    }
    return least - half * (square * (1 + MARGIN<T>));
  }
};

// What the centres of a box are to a row with an anchor.
template <typename T>
struct Reach {
  T exponent;  // no log(w / w_0) is larger
  T square;    // no |c - c_0 - u|^2 is larger by more than rounding
  bool close;  // the anchor is in the box, or a centre so far from it that floats may need help
};

template <typename T, int D>
__device__ inline Reach<T> reach_of(const Box<T, D>& box, const RowAnchor<T, D>& anchor, const T (&u)[D],
                                    T half, T variance) {
  T sum = 0;
  T slack = 0;
  T square = 0;
  T apart = 0;
  bool inside = true;
#pragma unroll
  for (int j = 0; j < D; j++) {
    const T below = box.below(anchor.point, j);
    const T above = box.above(anchor.point, j);
    const T twice = anchor.twice[j];
    const T nearest = fmin(fmax(T(-0.5) * twice, below), above);  // where D (D + 2 (c_0 - y)) is least
    sum += excess(nearest, twice);
    slack += fabs(nearest) * (fabs(nearest) + fabs(twice));
    const T far = fmax(above - u[j], u[j] - below);
    square += far * far;
    const T side = fmax(above, -below);
    apart += side * side;
    inside = inside && below <= 0 && above >= 0;
  }
  const T exponent = (box.most - anchor.prior) - half * (sum - MARGIN<T> * slack);
  const bool far = Word<T>::HAS_LOW && !(apart <= FAR * variance);
  return {exponent + MARGIN<T> * fabs(exponent), square, inside || far};
}
