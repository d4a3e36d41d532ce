// eigen_block: Householder reduction and implicit QL, one block a matrix, for any order n > 32.
//   computes   A = V^T diag(values) V
//   in         batch.matrices; only row >= column is read
//   out        batch.values descending, batch.vectors
//   a block    one matrix, 256 threads, a thread every 256th column; one thread computes the
//              rotations of a QL sweep, all apply them
//   shared     dynamic: 8 (5 n + 1) bytes, none where batch.work is there instead; 8 n (n | 1) more where
//              inShared is set: the matrix is worked on there, else where it lies in global memory
//   presumes   finite entries
//   sums in    double, ascending row
//   accuracy   |A V - V L| and |V V^T - I| of a few n ulp |A|
//   CPU twin   dev.arete.internal.eigen.Tridiagonal
//   source     Wilkinson and Reinsch 1971
#include "device.cuh"

#include "eigen.cuh"
#include "tridiagonal.cuh"

// Largest entry of the lower triangle.
__device__ inline double largest_entry(const double* matrix, int n, double* scratch) {
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    double largest = 0;
    for (int j = 0; j <= i; j++) {
      largest = fmax(largest, fabs(matrix[i * (long long)n + j]));
    }
    scratch[i] = largest;
  }
  __syncthreads();
  double largest = 0;
  for (int i = 0; i < n; i++) {
    largest = fmax(largest, scratch[i]);
  }
  __syncthreads();
  return largest;
}

// Mirrors and scales. Where the matrix stays in place, an entry and its mirror image belong to one
// thread.
__device__ inline void load(const double* matrix, const Tridiagonal& work, const PowerOfTwo& power) {
  const int n = work.n;
  for (long long t = threadIdx.x; t < (long long)n * n; t += blockDim.x) {
    const int i = (int)(t / n);
    const int j = (int)(t % n);
    if (i >= j) {
      const double entry = power.scale(matrix[t]);
      work.at(i, j) = entry;
      work.at(j, i) = entry;
    }
  }
  __syncthreads();
}

// Every row to its place among the descending values; a warp has every 8th row.
__device__ inline void store(
    const Tridiagonal& work, const PowerOfTwo& power, double* values, double* vectors) {
  const int n = work.n;
  const int lane = threadIdx.x % WARP;
  for (int j = threadIdx.x / WARP; j < n; j += blockDim.x / WARP) {
    const double value = work.diagonal[j];
    int rank = 0;
    for (int i = 0; i < n; i++) {
      const double other = work.diagonal[i];
      rank += other > value || (other == value && i < j) ? 1 : 0;
    }
    if (lane == 0) {
      values[rank] = power.restore(value);
    }
    for (int i = lane; i < n; i += WARP) {
      vectors[rank * (long long)n + i] = work.at(j, i);
    }
  }
}

extern "C" __global__ void __launch_bounds__(256) eigen_block(
    EigenBatch batch, long long inShared) {
  DYN_SHARED(double, shared);
  const int n = (int)batch.order;
  const long long index = blockIdx.x;
  if (index >= *batch.count) {
    return;
  }
  double* matrix = batch.matrices + index * n * n;
  double* rest = shared + 5 * n + 1;
  double* vectors = batch.work == nullptr ? shared : batch.work + index * (5 * n + 1);
  const Tridiagonal work = {inShared ? rest : matrix,
                            inShared ? n | 1 : n,
                            n,
                            vectors,
                            vectors + n,
                            vectors + 2 * n,
                            vectors + 3 * n,
                            vectors + 4 * n,
                            (int*)(vectors + 5 * n)};
  const PowerOfTwo power = PowerOfTwo::normalising(largest_entry(matrix, n, work.product));
  load(matrix, work, power);
  work.diagonalise();
  store(work, power, batch.values + index * n, batch.vectors + index * n * n);
}
