// spread_partial: central second posterior moments over one split of the data, for any dimension.
//   computes   sum r e e^T, e = c - m
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.mean, m.reference, m.cut, m.survivors, m.listed
//   out        m.partSpread (lower triangle by rows)
//   a block    one row (blockIdx.x) x one split (blockIdx.y), 128 threads; survivors of the sums about the
//              anchor (all centres, where those are not listed) are weighed 32 at a time, by four threads
//              each; centres that count are kept until 32 of them fill a batch, then a thread adds the
//              batch to every 128th entry
//   shared     static: 10.2 KiB (float), 19.3 KiB (double)
//   presumes   nothing; small_spread does d <= 4
//   sums in    T over a batch of 32, double over batches, ascending centre
//   drops      centres with r |e|^2 <= m.cut; m.dropped bounds what that takes from C/h
//   CPU twin   dev.arete.internal.reference.Posterior.covariance
//   source     docs/maths.md
//
// spread_merge: adds the splits in ascending order and divides by sum r.
//   out        m.ratio (C / h, both triangles), m.third
//   a thread   one entry (a, b) of one row, or one third moment
#include "device.cuh"

#include "tile.cuh"
#include "weights.cuh"

constexpr int PER_CENTRE = PASS_THREADS / TILE;  // threads that weigh one centre

template <typename T>
struct RowChunk {
  T anchorHigh[CHUNK];
  T anchorLow[CHUNK];
  T twiceOffset[CHUNK];
  T mean[CHUNK];

  __device__ void stage(const Moments<T>& m, long long row, int j0) {
    const int j = threadIdx.x;
    if (j < CHUNK) {
      const bool inside = j0 + j < m.dimension;
      const long long at = row * m.dimension + j0 + j;
      anchorHigh[j] = inside ? m.anchorHigh[at] : T(0);
      anchorLow[j] = inside ? low_word(m.anchorLow, at) : T(0);
      twiceOffset[j] = inside ? m.twiceOffset[at] : T(0);
      mean[j] = inside ? m.mean[at] : T(0);
    }
  }
};

template <typename T>
struct SpreadShared {
  union {
    CentreTile<T> centres;          // while weighing
    T centred[2][TILE][CHUNK + 1];  // e of a batch, two chunks of coordinates, while adding
  };
  RowChunk<T> row;
  unsigned words[PASS_THREADS];   // survivors, a bit each, of the tiles at hand
  unsigned filled[PASS_WARPS];    // which of them are not 0
  int candidate[2 * TILE];  // centres that wait to be weighed, ascending
  T weight[TILE];
  int index[2 * TILE];   // centres that wait for a full batch, ascending
  T pending[2 * TILE];   // their weights
  int waiting;
};

// Coordinates j0.. of the first `size` candidates; zeros elsewhere.
template <typename T>
__device__ void stage_candidates(const Moments<T>& m, SpreadShared<T>& shared, int size, int j0) {
  for (int t = threadIdx.x; t < TILE * CHUNK; t += blockDim.x) {
    const int i = t / CHUNK;
    const int j = t % CHUNK;
    const bool inside = i < size && j0 + j < m.dimension;
    const long long at = inside ? shared.candidate[i] * m.dimension + j0 + j : 0;
    shared.centres.high[i][j] = inside ? m.centreHigh[at] : T(0);
    if (Word<T>::HAS_LOW) {
      shared.centres.low[i][j] = inside ? m.centreLow[at] : T(0);
    }
  }
}

// Weighs the first `size` candidates: shared.weight is r, or 0 where the centre does not count.
template <typename T>
__device__ void weigh(const Moments<T>& m, SpreadShared<T>& shared, long long row, int size) {
  const int i = threadIdx.x / PER_CENTRE;
  T sum = 0;
  T square = 0;
  T apart = 0;  // |D|^2
  for (int j0 = 0; j0 < m.dimension; j0 += CHUNK) {
    __syncthreads();
    stage_candidates(m, shared, size, j0);
    shared.row.stage(m, row, j0);
    __syncthreads();
    const int width = smaller(CHUNK, (int)m.dimension - j0);
    for (int j = threadIdx.x % PER_CENTRE; j < width; j += PER_CENTRE) {
      const T delta = difference(shared.centres.high[i][j], shared.centres.low_of(i, j),
                                 shared.row.anchorHigh[j], shared.row.anchorLow[j]);
      const T centred = delta - shared.row.mean[j];
      sum += excess(delta, shared.row.twiceOffset[j]);
      square += centred * centred;
      apart += delta * delta;
    }
  }
  for (int offset = 1; offset < PER_CENTRE; offset *= 2) {
    sum += __shfl_xor_sync(FULL_WARP, sum, offset);
    square += __shfl_xor_sync(FULL_WARP, square, offset);
    apart += __shfl_xor_sync(FULL_WARP, apart, offset);
  }
  if (threadIdx.x % PER_CENTRE == 0) {
    T r = 0;
    if (i < size) {
      const T exponent = relative_exponent(m, m.anchorPrior[row], sum, shared.candidate[i]);
      r = spread_weight(exponent, m.reference[row], apart == 0);
    }
    shared.weight[i] = r * square > m.cut[row] ? r : T(0);
  }
}

// Forgets the first `size` of `count` numbers; TILE at most remain.
template <typename N>
__device__ void forget(N* numbers, int size, int count) {
  if ((int)threadIdx.x < TILE && size + (int)threadIdx.x < count) {
    numbers[threadIdx.x] = numbers[size + threadIdx.x];
  }
}

// The first warp appends the candidates that count, in order, and forgets the first `size` of `count`.
template <typename T>
__device__ void keep_survivors(SpreadShared<T>& shared, int size, int count) {
  __syncthreads();
  if (threadIdx.x < WARP) {
    const int lane = threadIdx.x;
    const T r = shared.weight[lane];
    const unsigned kept = __ballot_sync(FULL_WARP, r > 0);
    const int before = __popc(kept & ((1u << lane) - 1));
    if (r > 0) {
      shared.index[shared.waiting + before] = shared.candidate[lane];
      shared.pending[shared.waiting + before] = r;
    }
    __syncwarp(FULL_WARP);
    forget(shared.candidate, size, count);
    __syncwarp(FULL_WARP);
    if (lane == 0) {
      shared.waiting += __popc(kept);
    }
  }
  __syncthreads();
}

// e of the first `size` waiting centres, coordinates j0..j0+31.
template <typename T>
__device__ void stage_centred(
    const Moments<T>& m, SpreadShared<T>& shared, long long row, int size, int j0, int slot) {
  for (int t = threadIdx.x; t < TILE * CHUNK; t += blockDim.x) {
    const int i = t / CHUNK;
    const int j = j0 + t % CHUNK;
    if (i < size && j < m.dimension) {
      const long long at = row * m.dimension + j;
      const long long centre = shared.index[i] * m.dimension + j;
      shared.centred[slot][i][t % CHUNK] =
          difference(m.centreHigh[centre], low_word(m.centreLow, centre), m.anchorHigh[at],
                     low_word(m.anchorLow, at)) - m.mean[at];
    }
  }
}

// Adds the batch to the entries (a, b) with a in the chunk from a0 and b in the chunk from b0.
template <typename T>
__device__ void add_products(const Moments<T>& m, const SpreadShared<T>& shared, int size,
                             int a0, int b0, int slotA, int slotB, double* spread) {
  const int wide = smaller(CHUNK, (int)m.dimension - b0);
  const int entries = smaller(CHUNK, (int)m.dimension - a0) * wide;
  for (int t = threadIdx.x; t < entries; t += blockDim.x) {
    const int a = t / wide;
    const int b = t % wide;
    if (a0 + a >= b0 + b) {
      T part = 0;
      for (int i = 0; i < size; i++) {
        part += shared.pending[i] * shared.centred[slotA][i][a] * shared.centred[slotB][i][b];
      }
      const long long row = a0 + a;
      spread[row * (row + 1) / 2 + b0 + b] += (double)part;
    }
  }
}

// Adds the first `size` waiting centres to the moments and forgets them.
template <typename T>
__device__ void flush(const Moments<T>& m, SpreadShared<T>& shared, long long row, int size,
                      double* spread) {
  for (int a0 = 0; a0 < m.dimension; a0 += CHUNK) {
    __syncthreads();
    stage_centred(m, shared, row, size, a0, 0);
    for (int b0 = 0; b0 <= a0; b0 += CHUNK) {
      if (b0 < a0) {
        __syncthreads();
        stage_centred(m, shared, row, size, b0, 1);
      }
      __syncthreads();
      add_products(m, shared, size, a0, b0, 0, b0 < a0 ? 1 : 0, spread);
    }
  }
  __syncthreads();
  forget(shared.index, size, shared.waiting);
  forget(shared.pending, size, shared.waiting);
  __syncthreads();
  if (threadIdx.x == 0) {
    shared.waiting -= size;
  }
  __syncthreads();
}

__device__ inline void clear(double* out, long long entries) {
  for (long long t = threadIdx.x; t < entries; t += blockDim.x) {
    out[t] = 0;
  }
}

// Takes note of the survivors of 128 tiles from first on: all centres where they are not listed.
template <typename T>
__device__ void load_words(const Moments<T>& m, SpreadShared<T>& shared, long long row, int first, int end) {
  const int from = first + (int)threadIdx.x * TILE;
  unsigned word = 0;
  if (from < end && m.listed[row] != 0) {
    word = m.survivors_of(row)[(from - m.split_begin()) / TILE];
  } else if (from < end) {
    word = end - from < TILE ? (1u << (end - from)) - 1 : ~0u;
  }
  __syncthreads();
  shared.words[threadIdx.x] = word;
  const unsigned filled = __ballot_sync(FULL_WARP, word != 0);
  if (threadIdx.x % WARP == 0) {
    shared.filled[threadIdx.x / WARP] = filled;
  }
  __syncthreads();
}

// The first warp appends the survivors of a tile to `count` candidates; returns how many there are then.
template <typename T>
__device__ int append(SpreadShared<T>& shared, int count, int tile, int first) {
  const unsigned word = shared.words[tile];
  if (threadIdx.x < WARP && (word >> threadIdx.x & 1) != 0) {
    const int before = __popc(word & ((1u << threadIdx.x) - 1));
    shared.candidate[count + before] = first + (int)threadIdx.x;
  }
  return count + __popc(word);
}

// Weighs the first `size` of `count` candidates and adds those that count, in full batches.
template <typename T>
__device__ void work_off(const Moments<T>& m, SpreadShared<T>& shared, long long row, int size, int count,
                         double* spread) {
  weigh(m, shared, row, size);
  keep_survivors(shared, size, count);
  if (shared.waiting >= TILE) {
    flush(m, shared, row, TILE, spread);
  }
}

template <typename T>
__device__ void spread_partial(const Moments<T>& m, SpreadShared<T>& shared) {
  const long long row = blockIdx.x;
  const long long d = m.dimension;
  if (row >= *m.rowCount) {
    return;
  }
  double* spread = m.partSpread + m.split_row(row) * (d * (d + 1) / 2);
  clear(spread, d * (d + 1) / 2);
  if (threadIdx.x == 0) {
    shared.waiting = 0;
  }
  int count = 0;  // candidates, the same in all threads
  const int end = m.split_end();
  for (int first = m.split_begin(); first < end; first += PASS_THREADS * TILE) {
    load_words(m, shared, row, first, end);
    for (int warp = 0; warp < PASS_WARPS; warp++) {
      for (unsigned rest = shared.filled[warp]; rest != 0; rest &= rest - 1) {
        const int tile = warp * WARP + __ffs(rest) - 1;
        count = append(shared, count, tile, first + tile * TILE);
        if (count >= TILE) {
          work_off(m, shared, row, TILE, count, spread);
          count -= TILE;
        }
      }
    }
  }
  if (count > 0) {
    work_off(m, shared, row, count, count, spread);
  }
  if (shared.waiting > 0) {
    flush(m, shared, row, shared.waiting, spread);
  }
}

template <typename T>
__device__ void merge_entry(const Moments<T>& m, long long row, int a, int b) {
  const long long d = m.dimension;
  const long long entries = d * (d + 1) / 2;
  double sum = 0;
  for (long long s = 0; s < m.splits; s++) {
    sum += m.partSpread[(row * m.splits + s) * entries + a * (a + 1LL) / 2 + b];
  }
  sum /= m.totalR[row] * m.variance;
  m.ratio[(row * d + a) * d + b] = sum;
  m.ratio[(row * d + b) * d + a] = sum;
}

template <typename T>
__device__ void spread_merge(const Moments<T>& m) {
  const long long d = m.dimension;
  const long long t = global_thread();
  const long long row = t / (d * d);
  if (row >= *m.rowCount) {
    return;
  }
  const int a = (int)(t % (d * d) / d);
  const int b = (int)(t % d);
  if (a >= b) {
    merge_entry(m, row, a, b);
  }
  const long long entries = d * (d + 1) * (d + 2) / 6;
  for (long long e = t % (d * d); m.third != nullptr && e < entries; e += d * d) {
    double sum = 0;
    for (long long s = 0; s < m.splits; s++) {
      sum += m.partThird[(row * m.splits + s) * entries + e];
    }
    m.third[row * entries + e] = sum / m.totalR[row];
  }
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) spread_partial_f32(Moments<float> m) {
  __shared__ SpreadShared<float> shared;
  spread_partial(m, shared);
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) spread_partial_f64(Moments<double> m) {
  __shared__ SpreadShared<double> shared;
  spread_partial(m, shared);
}

extern "C" __global__ void spread_merge_f32(Moments<float> m) { spread_merge(m); }

extern "C" __global__ void spread_merge_f64(Moments<double> m) { spread_merge(m); }
