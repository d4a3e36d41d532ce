// Passes over the data for small dimensions: a warp has some rows and one split, a lane two centres of each
// tile; everything in registers, no barrier of the block.
#pragma once
#include "moments.cuh"
#include "weights.cuh"

constexpr int SMALL_WARPS = 4;
constexpr int SMALL_THREADS = SMALL_WARPS * WARP;

// Rows of a warp, as many as its registers hold. dev.arete.cuda.MomentPass has the same numbers.
template <typename T, int D>
constexpr int SHIFT_ROWS = (D <= 3 ? 4 : 2) / (Word<T>::HAS_LOW ? 1 : 2);
template <typename T, int D>
constexpr int SPREAD_ROWS = (D <= 2 ? 4 : 2) / (Word<T>::HAS_LOW ? 1 : 2);

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
};

// Two neighbouring centres of a tile, those of this lane.
template <typename T, int D>
struct CentrePair {
  T high[2][D];
  T low[2][D];
  T prior[2];

  // tile: of those on the device, from 0.
  __device__ static CentrePair load(const Moments<T>& m, int tile) {
    using Two = typename Word<T>::Two;
    const int lane = threadIdx.x % WARP;
    const long long at = (tile * (long long)D) * WARP + lane;
    const Two* highs = reinterpret_cast<const Two*>(m.centreHigh) + at;
    const Two* lows = reinterpret_cast<const Two*>(m.centreLow) + at;
    CentrePair pair;
#pragma unroll
    for (int j = 0; j < D; j++) {
      const Two high = highs[j * WARP];
      pair.high[0][j] = high.x;
      pair.high[1][j] = high.y;
      if constexpr (Word<T>::HAS_LOW) {
        const Two low = lows[j * WARP];
        pair.low[0][j] = low.x;
        pair.low[1][j] = low.y;
      } else {
        pair.low[0][j] = pair.low[1][j] = 0;
      }
    }
    pair.prior[0] = pair.prior[1] = 0;
    if (m.prior != nullptr) {
      const Two prior = reinterpret_cast<const Two*>(m.prior)[tile * (long long)WARP + lane];
      pair.prior[0] = prior.x;
      pair.prior[1] = prior.y;
    }
    return pair;
  }

  // Coordinate j of centre i minus that of a point.
  __device__ T minus(int i, const Point<T, D>& p, int j) const {
    return difference(high[i][j], low[i][j], p.high[j], p.low[j]);
  }
};

// Coordinate j of a centre of the tiles on the device.
template <int D>
__device__ inline long long tile_element(long long centre, int j) {
  return (centre / TILE_CENTRES * D + j) * TILE_CENTRES + centre % TILE_CENTRES;
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
};

// log(w_i / w_0) of two centres, and where they are from the anchor.
template <typename T, int D>
struct Weighed {
  T delta[2][D];
  T exponent[2];

  __device__ static Weighed of(const CentrePair<T, D>& pair, const RowAnchor<T, D>& anchor, T half) {
    Weighed w;
#pragma unroll
    for (int i = 0; i < 2; i++) {
      T sum = 0;
#pragma unroll
      for (int j = 0; j < D; j++) {
        w.delta[i][j] = pair.minus(i, anchor.point, j);
        sum += excess(w.delta[i][j], anchor.twice[j]);
      }
      w.exponent[i] = (pair.prior[i] - anchor.prior) - half * sum;
    }
    return w;
  }

  __device__ T square(int i) const {
    T square = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      square += delta[i][j] * delta[i][j];
    }
    return square;
  }

  // Exponents again in double where floats lose them: a centre far from the anchor whose weight yet
  // counts, as between two clusters. Rare where many centres carry weight. Centres beyond the last
  // weigh nothing. exactly: 2 (c_0 - y).
  __device__ void revise(const Moments<T>& m, const CentrePair<T, D>& pair, const RowAnchor<T, D>& anchor,
                         const double* exactly, int tile) {
    const long long first = tile * (long long)TILE_CENTRES + 2 * (threadIdx.x % WARP);
#pragma unroll
    for (int i = 0; i < 2; i++) {
      if (Word<T>::HAS_LOW && square(i) > FAR * (T)m.variance && exponent[i] > COUNTS) {
        exponent[i] = refined(m, pair, anchor, exactly, i);
      }
      exponent[i] = first + i < m.total ? exponent[i] : T(-INFINITY);
    }
  }

  __device__ static T refined(const Moments<T>& m, const CentrePair<T, D>& pair,
                              const RowAnchor<T, D>& anchor, const double* exactly, int i) {
    double sum = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      const double delta = ((double)pair.high[i][j] - (double)anchor.point.high[j]) +
                           ((double)pair.low[i][j] - (double)anchor.point.low[j]);
      sum += delta * (delta + exactly[j]);
    }
    return (T)((double)pair.prior[i] - (double)anchor.prior - 0.5 / m.variance * sum);
  }
};

// exp for the sums over pairs: in float as good as the rounding of x lets it be; below 2^-126 it may be 0.
__device__ inline double pair_exp(double x) { return exp(x); }

__device__ inline float pair_exp(float x) {
  const float power = x * 1.44269504f;
#ifdef CUDA_EMU
  return exp2f(power);
#else
  float weight;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(weight) : "f"(power));
  return weight;
#endif
}

// Centres from a place of the order on, of as many as a box can have.
template <typename T>
__device__ inline int centres_of(const Moments<T>& m, long long first, int most) {
  const long long rest = m.total - first;
  return rest < most ? (int)(rest > 0 ? rest : 0) : most;
}

// The warp's place in the grid.
__device__ inline long long small_warp() {
  return blockIdx.x * (long long)SMALL_WARPS + threadIdx.x / WARP;
}

// How many of the Q rows that this warp could have there are.
template <typename T>
__device__ inline int live_rows(const Moments<T>& m, int q) {
  const long long rest = *m.rowCount - small_warp() * q;
  return rest < q ? (int)rest : q;
}

// Sums K numbers over the lanes in ascending order, in double: lane k gets sum k. Every lane of the
// warp comes here.
template <typename T, int K>
struct LaneColumns {
  T value[SMALL_WARPS][WARP][K | 1];

  __device__ double sum(const T (&numbers)[K]) {
    const int lane = threadIdx.x % WARP;
    T(*rows)[K | 1] = value[threadIdx.x / WARP];
    __syncwarp(FULL_WARP);  // else lanes may still read what was here before
#pragma unroll
    for (int k = 0; k < K; k++) {
      rows[lane][k] = numbers[k];
    }
    __syncwarp(FULL_WARP);
    double total = 0;
#pragma unroll 4
    for (int i = 0; lane < K && i < WARP; i++) {
      total += (double)rows[i][lane];
    }
    return total;
  }
};
