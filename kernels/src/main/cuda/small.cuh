// Passes over the data for small dimensions: one warp a row and split, a lane every 32nd centre,
// everything in registers, no barrier of the block.
#pragma once
#include "moments.cuh"
#include "weights.cuh"

constexpr int SMALL_WARPS = 4;
constexpr int SMALL_THREADS = SMALL_WARPS * WARP;

constexpr float FAR = 32;      // |D|^2 / h beyond which an exponent is refined
constexpr float COUNTS = -200;  // log(w / w_0) below which it is not

// A coordinate vector in the working precision, both words.
template <typename T, int D>
struct Point {
  T high[D];
  T low[D];

  __device__ static Point load(const T* highs, const T* lows, long long i) {
    Point p;
#pragma unroll
    for (int j = 0; j < D; j++) {
      p.high[j] = highs[i * D + j];
      p.low[j] = low_word(lows, i * D + j);
    }
    return p;
  }

  // This minus other, coordinate j.
  __device__ T minus(const Point& other, int j) const {
    return difference(high[j], low[j], other.high[j], other.low[j]);
  }

  __device__ double exactly_minus(const Point& other, int j) const {
    return ((double)high[j] - (double)other.high[j]) + ((double)low[j] - (double)other.low[j]);
  }
};

// relative_exponent, again in double where floats lose it: a centre far from the anchor whose weight
// yet counts, as between two clusters. Rare where many centres carry weight.
template <typename T, int D>
__device__ inline T refined_exponent(const Moments<T>& m, long long row, T anchorPrior,
                                     const Point<T, D>& c, T sum, T square, long long i) {
  const T exponent = relative_exponent(m, anchorPrior, sum, i);
  if (!Word<T>::HAS_LOW || !(square > FAR * (T)m.variance) || !(exponent > COUNTS)) {
    return exponent;
  }
  const Point<T, D> anchor = Point<T, D>::load(m.anchorHigh, m.anchorLow, row);
  const Point<T, D> y = Point<T, D>::load(m.yHigh, m.yLow, row);
  double precise = 0;
#pragma unroll
  for (int j = 0; j < D; j++) {
    const double delta = c.exactly_minus(anchor, j);
    precise += delta * (delta + 2 * anchor.exactly_minus(y, j));
  }
  return (T)((double)m.prior_of(i) - (double)anchorPrior - 0.5 / m.variance * precise);
}

// The anchor c_0 of a row, and what a centre weighs beside it.
template <typename T, int D>
struct RowAnchor {
  Point<T, D> point;
  T prior;
  T twice[D];

  __device__ static RowAnchor load(const Moments<T>& m, long long row) {
    RowAnchor anchor;
    anchor.point = Point<T, D>::load(m.anchorHigh, m.anchorLow, row);
    anchor.prior = m.anchorPrior[row];
#pragma unroll
    for (int j = 0; j < D; j++) {
      anchor.twice[j] = m.twiceOffset[row * D + j];
    }
    return anchor;
  }

  // log(w_i / w_0) of centre i; delta receives c_i - c_0, square its squared length.
  __device__ T exponent(const Moments<T>& m, long long row, int i, T (&delta)[D], T& square) const {
    const Point<T, D> c = Point<T, D>::load(m.centreHigh, m.centreLow, i);
    T sum = 0;
    square = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      delta[j] = c.minus(point, j);
      sum += excess(delta[j], twice[j]);
      square += delta[j] * delta[j];
    }
    return refined_exponent<T, D>(m, row, prior, c, sum, square, i);
  }
};

// The row of this warp; rows in use or beyond.
__device__ inline long long small_row() {
  return blockIdx.x * (long long)SMALL_WARPS + threadIdx.x / WARP;
}

// Sums K numbers over the lanes in ascending order, in double: lane k gets sum k. Every lane of the
// warp comes here.
template <typename T, int K>
struct LaneColumns {
  T value[SMALL_WARPS][WARP][K | 1];

  __device__ double sum(const T (&numbers)[K]) {
    const int lane = threadIdx.x % WARP;
    T(*rows)[K | 1] = value[threadIdx.x / WARP];
#pragma unroll
    for (int k = 0; k < K; k++) {
      rows[lane][k] = numbers[k];
    }
    __syncwarp(FULL_WARP);
    double total = 0;
    for (int i = 0; lane < K && i < WARP; i++) {
      total += (double)rows[i][lane];
    }
    return total;
  }
};
