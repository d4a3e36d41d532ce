// What the symmetric eigensolvers share. All of them work in double whatever the precision of the
// sums is: O(d^3) a query beside O(n d), and a float eigenvector would end every projection at a
// residual of 1e-6.
// Host twin: dev.arete.cuda.EigenPass.
#pragma once
#include "common.cuh"

// A batch A_i = V_i^T diag(values_i) V_i; every member is one 8-byte word.
struct EigenBatch {
  const int* count;   // 1: matrices in use; a launch may cover more
  long long order;    // n
  double* matrices;   // count x n x n, row-major; only row >= column is read; overwritten
  double* values;     // count x n, descending
  double* vectors;    // count x n x n, row j is the unit eigenvector of value j
  double* work;       // count x (5 n + 1), scratch of eigen_block; null where that is in shared memory
};

// Multiplies by 2^-exponent in two steps, for 2^-exponent alone may be out of range.
struct PowerOfTwo {
  double first;
  double second;
  int exponent;

  // Brings `largest` into [1, 2); leaves 0 alone.
  __device__ static PowerOfTwo normalising(double largest) {
    const int exponent = largest > 0 ? ilogb(largest) : 0;
    const int half = -exponent / 2;
    return {scalbn(1.0, half), scalbn(1.0, -exponent - half), exponent};
  }

  __device__ double scale(double value) const { return value * first * second; }
  __device__ double restore(double value) const { return scalbn(value, exponent); }
};

// A plane rotation that makes two columns with squared norms alpha, beta and product gamma
// orthogonal: p' = c p - s q, q' = s p + c q.
struct Rotation {
  double c;
  double s;

  __device__ static Rotation orthogonalising(double alpha, double beta, double gamma) {
    const double zeta = (beta - alpha) / (2 * gamma);
    const double t = copysign(1.0, zeta) / (fabs(zeta) + sqrt(1 + zeta * zeta));
    const double c = 1 / sqrt(1 + t * t);
    return {c, c * t};
  }
};

// Products of columns below this share of their norms are rounding.
__device__ inline double negligible(int order) {
  return 2.220446049250313e-16 * sqrt((double)order);
}

constexpr int MAX_SWEEPS = 40;
