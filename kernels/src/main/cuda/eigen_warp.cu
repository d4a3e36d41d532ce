// eigen_warp_nN, N = 16, 32: one-sided Jacobi, one column a lane, for orders N/2 < n <= N.
//   computes   columns of B = A + shift, shift = 1.5 |A|, made orthogonal by rotations: they become
//              lambda v with lambda > 0, so no V is carried; every eigenvalue is shifted back
//   in         batch.matrices; only row >= column is read
//   out        batch.values descending, batch.vectors
//   a block    128 threads, 128 / N matrices; N lanes a matrix; lane j holds column j in registers
//              and meets lane j XOR m in step m of a sweep
//   shared     static: 17 KiB (N = 16), 33 KiB (N = 32)
//   presumes   finite entries, n <= N
//   sums in    double, ascending row
//   accuracy   |A V - V L| and |V V^T - I| of a few n ulp |A|
//   CPU twin   dev.arete.internal.eigen.SymmetricEigenSolver
//   source     Hestenes 1958; order of pairs own
#include "device.cuh"

#include "eigen.cuh"

constexpr int EIGEN_THREADS = 128;

template <int N>
struct WarpShared {
  double column[EIGEN_THREADS][N + 1];
  double value[EIGEN_THREADS];
};

// Column `lane` of the lower triangle mirrored, zeros outside n x n; returns its largest magnitude.
template <int N>
__device__ double load_column(const double* matrix, int n, int lane, double* column) {
  double largest = 0;
#pragma unroll
  for (int r = 0; r < N; r++) {
    column[r] = 0;
    if (r < n && lane < n) {
      column[r] = r >= lane ? matrix[r * n + lane] : matrix[lane * n + r];
    }
    largest = fmax(largest, fabs(column[r]));
  }
  return largest;
}

// Scales a column and returns its absolute sum, which cannot overflow any more.
template <int N>
__device__ double scale_column(const PowerOfTwo& power, double* column) {
  double sum = 0;
#pragma unroll
  for (int r = 0; r < N; r++) {
    column[r] = power.scale(column[r]);
    sum += fabs(column[r]);
  }
  return sum;
}

template <int N>
__device__ double group_max(double value) {
  for (int offset = N / 2; offset > 0; offset /= 2) {
    value = fmax(value, __shfl_xor_sync(FULL_WARP, value, offset));
  }
  return value;
}

// Makes this lane's column orthogonal to that of its partner; both lanes see the same numbers.
template <int N>
__device__ bool meet(double* column, const double* partner, bool first, double tolerance) {
  double own = 0;
  double other = 0;
  double gamma = 0;
#pragma unroll
  for (int r = 0; r < N; r++) {
    own += column[r] * column[r];
    other += partner[r] * partner[r];
    gamma += column[r] * partner[r];
  }
  if (!(fabs(gamma) > tolerance * (sqrt(own) * sqrt(other)))) {  // the same product in both lanes
    return false;
  }
  const Rotation turn = first ? Rotation::orthogonalising(own, other, gamma)
                              : Rotation::orthogonalising(other, own, gamma);
  const double s = first ? -turn.s : turn.s;
#pragma unroll
  for (int r = 0; r < N; r++) {
    column[r] = turn.c * column[r] + s * partner[r];
  }
  return true;
}

template <int N>
__device__ void eigen_warp(const EigenBatch& batch, WarpShared<N>& shared) {
  const int n = (int)batch.order;
  const int lane = threadIdx.x % N;
  const int base = threadIdx.x - lane;
  const long long index = blockIdx.x * (long long)(EIGEN_THREADS / N) + threadIdx.x / N;
  const bool real = index < *batch.count;
  double column[N];
  const double own = load_column<N>(batch.matrices + (real ? index : 0) * n * n, n, lane, column);
  const PowerOfTwo power = PowerOfTwo::normalising(group_max<N>(own));
  const double shift = 1.5 * group_max<N>(scale_column<N>(power, column));
#pragma unroll
  for (int r = 0; r < N; r++) {
    column[r] += r == lane && lane < n ? shift : 0;
  }
  bool rotated = true;
  for (int sweep = 0; sweep < MAX_SWEEPS && __any_sync(FULL_WARP, rotated); sweep++) {
    rotated = false;
    for (int step = 1; step < N; step++) {
#pragma unroll
      for (int r = 0; r < N; r++) {
        shared.column[threadIdx.x][r] = column[r];
      }
      __syncwarp(FULL_WARP);
      const int partner = lane ^ step;
      rotated |= meet<N>(column, shared.column[base + partner], lane < partner, negligible(n));
      __syncwarp(FULL_WARP);
    }
  }
  double square = 0;
#pragma unroll
  for (int r = 0; r < N; r++) {
    square += column[r] * column[r];
  }
  const double norm = sqrt(square);
  shared.value[threadIdx.x] = norm;
  __syncwarp(FULL_WARP);
  if (!real || lane >= n) {
    return;
  }
  int rank = 0;
  for (int j = 0; j < n; j++) {
    const double other = shared.value[base + j];
    rank += other > norm || (other == norm && j < lane) ? 1 : 0;
  }
  batch.values[index * n + rank] = power.restore(norm - shift);
#pragma unroll
  for (int r = 0; r < N; r++) {
    if (r < n) {
      batch.vectors[(index * n + rank) * n + r] = norm > 0 ? column[r] / norm : (r == lane ? 1 : 0);
    }
  }
}

extern "C" __global__ void __launch_bounds__(EIGEN_THREADS) eigen_warp_n16(EigenBatch batch) {
  __shared__ WarpShared<16> shared;
  eigen_warp<16>(batch, shared);
}

extern "C" __global__ void __launch_bounds__(EIGEN_THREADS) eigen_warp_n32(EigenBatch batch) {
  __shared__ WarpShared<32> shared;
  eigen_warp<32>(batch, shared);
}
