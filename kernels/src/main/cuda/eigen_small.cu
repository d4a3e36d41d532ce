// eigen_small_nN, N = 1..8: two-sided cyclic Jacobi, one thread a matrix, all of it in registers.
//   computes   A = V^T diag(values) V; one rotation is the closed form of N = 2
//   in         batch.matrices; only row >= column is read
//   out        batch.values descending, batch.vectors
//   a thread   one matrix
//   shared     0 bytes
//   presumes   finite entries
//   sums in    double
//   accuracy   small eigenvalues of graded positive semidefinite matrices keep their digits: a pair
//              is negligible against sqrt(a_pp a_qq), not against the norm
//   CPU twin   dev.arete.internal.eigen.Jacobi
//   source     Demmel and Veselic 1992; Rutishauser 1966 for the form of the rotation
#include "device.cuh"

#include "eigen.cuh"

// After this many sweeps what is left is rounding: compare with the norm from here on.
constexpr int RELATIVE_SWEEPS = 24;
constexpr double HALF_ULP = 1.1102230246251565e-16;

template <int N>
struct SmallMatrix {
  double a[N][N];  // only row >= column is used
  double v[N][N];

  __device__ double& at(int row, int column) {
    return row >= column ? a[row][column] : a[column][row];
  }

  __device__ PowerOfTwo load(const double* matrix) {
    double largest = 0;
#pragma unroll
    for (int i = 0; i < N; i++) {
#pragma unroll
      for (int j = 0; j < N; j++) {
        v[i][j] = i == j ? 1 : 0;
        if (j <= i) {
          a[i][j] = matrix[i * N + j];
          largest = fmax(largest, fabs(a[i][j]));
        }
      }
    }
    const PowerOfTwo power = PowerOfTwo::normalising(largest);
#pragma unroll
    for (int i = 0; i < N; i++) {
#pragma unroll
      for (int j = 0; j <= i; j++) {
        a[i][j] = power.scale(a[i][j]);
      }
    }
    return power;
  }

  // Turns rows and columns p < q by the smaller angle that annihilates a_qp.
  __device__ void rotate(int p, int q) {
    const double off = a[q][p];
    const double theta = 0.5 * (a[q][q] - a[p][p]) / off;
    const double magnitude = fabs(theta);
    const double root =
        magnitude > 1e150 ? 0.5 / magnitude : 1 / (magnitude + sqrt(theta * theta + 1));
    const double t = theta < 0 ? -root : root;
    const double c = 1 / sqrt(1 + t * t);
    const double s = t * c;
    const double tau = s / (1 + c);
#pragma unroll
    for (int r = 0; r < N; r++) {
      if (r != p && r != q) {
        turn(at(r, p), at(r, q), s, tau);
      }
      turn(v[p][r], v[q][r], s, tau);
    }
    a[p][p] -= t * off;
    a[q][q] += t * off;
    a[q][p] = 0;
  }

  __device__ static void turn(double& x, double& y, double s, double tau) {
    const double old = x;
    x -= s * (y + tau * x);
    y += s * (old - tau * y);
  }

  __device__ bool sweep(double floor) {
    bool rotated = false;
#pragma unroll
    for (int p = 0; p < N - 1; p++) {
#pragma unroll
      for (int q = p + 1; q < N; q++) {
        const double off = fabs(a[q][p]);
        const double scale = sqrt(fabs(a[p][p])) * sqrt(fabs(a[q][q]));
        if (off > floor && off > HALF_ULP * scale) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  // Row j goes to its place among the descending values; equal values keep their order.
  __device__ void store(const PowerOfTwo& power, double* values, double* vectors) {
#pragma unroll
    for (int j = 0; j < N; j++) {
      int rank = 0;
#pragma unroll
      for (int i = 0; i < N; i++) {
        rank += a[i][i] > a[j][j] || (a[i][i] == a[j][j] && i < j) ? 1 : 0;
      }
      values[rank] = power.restore(a[j][j]);
#pragma unroll
      for (int r = 0; r < N; r++) {
        vectors[rank * N + r] = v[j][r];
      }
    }
  }
};

template <int N>
__device__ void eigen_small(const EigenBatch& batch) {
  const long long i = global_thread();
  if (i >= *batch.count) {
    return;
  }
  SmallMatrix<N> matrix;
  const PowerOfTwo power = matrix.load(batch.matrices + i * N * N);
  for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const double floor = sweep < RELATIVE_SWEEPS ? 2.2250738585072014e-308 : HALF_ULP;
    if (!matrix.sweep(floor)) {
      break;
    }
  }
  matrix.store(power, batch.values + i * N, batch.vectors + i * N * N);
}

#define EIGEN_SMALL(N)                                                             \
  extern "C" __global__ void __launch_bounds__(64) eigen_small_n##N(EigenBatch batch) { \
    eigen_small<N>(batch);                                                         \
  }

EIGEN_SMALL(1)
EIGEN_SMALL(2)
EIGEN_SMALL(3)
EIGEN_SMALL(4)
EIGEN_SMALL(5)
EIGEN_SMALL(6)
EIGEN_SMALL(7)
EIGEN_SMALL(8)
