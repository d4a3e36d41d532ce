// exact_step_nN, N = 1..4: the full Newton step of the ridge equation a(y) = E(y)^T (m - y) = 0.
//   computes   u with J u = -a over normal directions,
//              J[j][j'] = beta_j [j = j'] + sum_l a_l / ((beta_j - beta_l) h^2) kappa(v_l, v_j, v_j')
//              beta_j = mu_j / h - 1, kappa the third central posterior moment, l tangent
//   in         run.shift, run.values, run.vectors, run.third of the rows
//   out        run.coefficient (rows x d): u_j for normal j, 0 for tangent j; NaN in the normal
//              entries where the symmetric part of J is not negative definite
//   a thread   one row
//   shared     0 bytes
//   presumes   d = N, run.third is there; a closed gap gives garbage that is not used
//   sums in    double
//   CPU twin   dev.arete.internal.ridge.ExactJacobian, SmallLu
//   source     docs/maths.md, Full Newton
#include "device.cuh"

#include "ridge.cuh"

// Index of the third moment (a, b, c) in its packed tensor, a >= b >= c.
__device__ constexpr int packed(int a, int b, int c) {
  return a * (a + 1) * (a + 2) / 6 + b * (b + 1) / 2 + c;
}

__device__ constexpr int third_index(int a, int b, int c) {
  return a < b ? third_index(b, a, c) : b < c ? third_index(a, c, b) : packed(a, b, c);
}

// A system of N equations whose leading k are u_l = 0.
template <int N>
struct SmallSystem {
  double j[N][N];
  double u[N];

  __device__ void swap_rows(int first, int second, bool wanted) {
#pragma unroll
    for (int c = 0; c < N; c++) {
      const double kept = j[first][c];
      j[first][c] = wanted ? j[second][c] : kept;
      j[second][c] = wanted ? kept : j[second][c];
    }
    const double kept = u[first];
    u[first] = wanted ? u[second] : kept;
    u[second] = wanted ? kept : u[second];
  }

  // Whether -(J + J^T) of the equations from k on is positive definite: there the SCMS flow comes
  // to the zero of a, and Newton's step goes uphill.
  __device__ bool is_attracting(int k) const {
    double m[N][N];
#pragma unroll
    for (int r = 0; r < N; r++) {
#pragma unroll
      for (int c = 0; c < N; c++) {
        m[r][c] = r >= k && c >= k ? -j[r][c] - j[c][r] : r == c ? 1 : 0;
      }
    }
    bool positive = true;
#pragma unroll
    for (int column = 0; column < N; column++) {
      positive = positive && m[column][column] > 0;
#pragma unroll
      for (int row = column + 1; row < N; row++) {
        const double factor = m[row][column] / m[column][column];
#pragma unroll
        for (int c = column + 1; c < N; c++) {
          m[row][c] -= factor * m[column][c];
        }
      }
    }
    return positive;
  }

  // Elimination with partial pivoting; false where the matrix is singular or not finite.
  __device__ bool solve() {
    bool regular = true;
#pragma unroll
    for (int column = 0; column < N; column++) {
#pragma unroll
      for (int row = column + 1; row < N; row++) {
        swap_rows(column, row, fabs(j[row][column]) > fabs(j[column][column]));
      }
      const double pivot = fabs(j[column][column]);
      regular = regular && pivot > 0 && pivot < INFINITY;
#pragma unroll
      for (int row = column + 1; row < N; row++) {
        const double factor = j[row][column] / j[column][column];
#pragma unroll
        for (int c = column + 1; c < N; c++) {
          j[row][c] -= factor * j[column][c];
        }
        u[row] -= factor * u[column];
      }
    }
#pragma unroll
    for (int row = N - 1; row >= 0; row--) {
#pragma unroll
      for (int c = row + 1; c < N; c++) {
        u[row] -= j[row][c] * u[c];
      }
      u[row] /= j[row][row];
      regular = regular && fabs(u[row]) < INFINITY;
    }
    return regular;
  }
};

// m = sum_a v[a] T_a.., symmetric.
template <int N>
__device__ void contract(const double* third, const double* v, double (&m)[N][N]) {
#pragma unroll
  for (int b = 0; b < N; b++) {
#pragma unroll
    for (int c = 0; c < N; c++) {
      m[b][c] = 0;
#pragma unroll
      for (int a = 0; a < N; a++) {
        m[b][c] += v[a] * third[third_index(a, b, c)];
      }
    }
  }
}

// x^T m y
template <int N>
__device__ double bilinear(const double (&m)[N][N], const double* x, const double* y) {
  double sum = 0;
#pragma unroll
  for (int b = 0; b < N; b++) {
#pragma unroll
    for (int c = 0; c < N; c++) {
      sum += x[b] * m[b][c] * y[c];
    }
  }
  return sum;
}

template <int N>
__device__ void exact_step(const RidgeRun& run) {
  const long long row = global_thread();
  if (row >= *run.rowCount) {
    return;
  }
  const int k = (int)run.tangent;
  const double* values = run.values + row * N;
  const double* vectors = run.vectors + row * N * N;
  const double* third = run.third + row * (N * (N + 1) * (N + 2) / 6);
  double component[N];
  SmallSystem<N> system;
#pragma unroll
  for (int i = 0; i < N; i++) {
    component[i] = 0;
#pragma unroll
    for (int c = 0; c < N; c++) {
      component[i] += vectors[i * N + c] * run.shift[row * N + c];
      system.j[i][c] = i != c ? 0 : i < k ? 1 : fmax(values[i], 0.0) - 1;
    }
    system.u[i] = i < k ? 0 : -component[i];
  }
#pragma unroll
  for (int l = 0; l < N - 1; l++) {
    if (l < k) {
      double m[N][N];
      contract<N>(third, vectors + l * N, m);
#pragma unroll
      for (int a = l + 1; a < N; a++) {
        const double gap = fmax(values[a], 0.0) - fmax(values[l], 0.0);
        const double scale = component[l] / gap / run.variance / run.variance;
#pragma unroll
        for (int b = l + 1; b < N; b++) {
          if (a >= k && b >= k) {
            system.j[a][b] += scale * bilinear<N>(m, vectors + a * N, vectors + b * N);
          }
        }
      }
    }
  }
  const bool attracting = system.is_attracting(k);
  const bool regular = system.solve() && attracting;
#pragma unroll
  for (int i = 0; i < N; i++) {
    run.coefficient[row * N + i] = i < k ? 0 : regular ? system.u[i] : NAN;
  }
}

extern "C" __global__ void __launch_bounds__(64) exact_step_n1(RidgeRun run) { exact_step<1>(run); }

extern "C" __global__ void __launch_bounds__(64) exact_step_n2(RidgeRun run) { exact_step<2>(run); }

extern "C" __global__ void __launch_bounds__(64) exact_step_n3(RidgeRun run) { exact_step<3>(run); }

extern "C" __global__ void __launch_bounds__(64) exact_step_n4(RidgeRun run) { exact_step<4>(run); }
