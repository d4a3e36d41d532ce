// Householder reduction of a symmetric matrix to tridiagonal form and implicit QL, by one block.
// CPU twin: dev.arete.internal.eigen.Tridiagonal. Source: Wilkinson and Reinsch 1971.
#pragma once
#include "common.cuh"

constexpr int QL_ITERATIONS = 60;  // a value; more than five are hardly ever needed

// A sum of squares at least this large has lost nothing to underflow: 2^-900.
constexpr double SAFE_SQUARES = 1.1830521861667747e-271;

// An entry this small, 2^-56, changes values of a matrix with an entry near 1 by an eighth of a unit
// of rounding.
constexpr double LOST_ENTRY = 1.3877787807814457e-17;

struct Tridiagonal {
  double* w;           // n x n, row i from w + i * stride: the matrix, then what becomes of it
  long long stride;
  int n;
  double* diagonal;    // n
  double* off;         // n: off[i] beside diagonal[i] and diagonal[i + 1]
  double* tau;         // n: factors of the reflections, then cosines
  double* vector;      // n: the reflection, then sines
  double* product;     // n
  int* range;          // 2: the columns that a sweep of QL turns

  __device__ double& at(int i, int j) const { return w[i * stride + j]; }

  // What column k has below its subdiagonal, squared.
  __device__ double tail_square(int k) const {
    double square = 0;
    for (int i = k + 2; i < n; i++) {
      square += vector[i] * vector[i];
    }
    return square;
  }

  // Divides the column, whose squares underflow, by its largest entry, which is returned: with
  // squares that have lost bits H would not be orthogonal.
  __device__ double rescale(int k) const {
    double largest = 0;
    for (int i = k + 1; i < n; i++) {
      largest = fmax(largest, fabs(vector[i]));
    }
    __syncthreads();
    for (int i = k + 1 + threadIdx.x; largest > 0 && i < n; i += blockDim.x) {
      vector[i] /= largest;
    }
    __syncthreads();
    return largest > 0 ? largest : 1;
  }

  // Zeros column k below its subdiagonal by H = I - tau v v^T, v(k + 1) = 1, applied from both
  // sides. v stays in column k. A thread looks after every blockDim-th column.
  __device__ void reflect(int k) const {
    for (int i = k + 1 + threadIdx.x; i < n; i += blockDim.x) {
      vector[i] = at(i, k);
    }
    __syncthreads();
    double square = tail_square(k);  // every thread computes the same
    double unit = 1;
    if (vector[k + 1] * vector[k + 1] + square < SAFE_SQUARES) {
      unit = rescale(k);
      square = tail_square(k);
    }
    const double alpha = vector[k + 1];
    const double beta = square > 0 ? -copysign(sqrt(alpha * alpha + square), alpha) : alpha;
    const double factor = square > 0 ? (beta - alpha) / beta : 0;
    const double scale = square > 0 ? 1 / (alpha - beta) : 0;
    for (int j = k + 1 + threadIdx.x; j < n; j += blockDim.x) {
      double sum = at(k + 1, j);
      for (int i = k + 2; i < n; i++) {
        sum += at(i, j) * (vector[i] * scale);
      }
      product[j] = factor * sum;
    }
    __syncthreads();
    for (int i = k + 1 + threadIdx.x; i < n; i += blockDim.x) {
      vector[i] = i == k + 1 ? 1 : vector[i] * scale;
      at(i, k) = vector[i];
    }
    if (threadIdx.x == 0) {
      off[k] = beta * unit;
      tau[k] = factor;
    }
    __syncthreads();
    double dot = 0;
    for (int i = k + 1; i < n; i++) {
      dot += product[i] * vector[i];
    }
    const double half = 0.5 * factor * dot;
    for (int j = k + 1 + threadIdx.x; j < n; j += blockDim.x) {
      const double v = vector[j];
      const double u = product[j] - half * v;
      for (int i = k + 1; i < n; i++) {
        at(i, j) -= vector[i] * u + (product[i] - half * vector[i]) * v;
      }
    }
    __syncthreads();
  }

  // The product of the reflections, in place, from the last to the first.
  __device__ void accumulate() const {
    for (int k = n - 2; k >= 0; k--) {
      for (int j = k + 1 + threadIdx.x; j < n; j += blockDim.x) {
        at(k + 1, j) = j == k + 1 ? 1 : 0;
        for (int i = k + 2; j == k + 1 && i < n; i++) {
          at(i, j) = 0;
        }
        double sum = at(k + 1, j);
        for (int i = k + 2; i < n; i++) {
          sum += at(i, k) * at(i, j);
        }
        sum *= tau[k];
        at(k + 1, j) -= sum;
        for (int i = k + 2; i < n; i++) {
          at(i, j) -= at(i, k) * sum;
        }
      }
      __syncthreads();
    }
    for (int i = threadIdx.x; i < n; i += blockDim.x) {
      at(i, 0) = i == 0 ? 1 : 0;
      at(0, i) = i == 0 ? 1 : 0;
    }
    __syncthreads();
  }

  // Rows and columns change places: from here on row j becomes eigenvector j.
  __device__ void transpose() const {
    for (long long t = threadIdx.x; t < (long long)n * n; t += blockDim.x) {
      const int i = (int)(t / n);
      const int j = (int)(t % n);
      if (i < j) {
        const double kept = at(i, j);
        at(i, j) = at(j, i);
        at(j, i) = kept;
      }
    }
    __syncthreads();
  }

  // First index from l on whose off-diagonal entry is rounding, n - 1 if none.
  __device__ int end_of_block(int l) const {
    int m = l;
    while (m < n - 1 && fabs(off[m]) > LOST_ENTRY &&
           fabs(off[m]) > 1.1102230246251565e-16 * (fabs(diagonal[m]) + fabs(diagonal[m + 1]))) {
      m++;
    }
    return m;
  }

  // One thread: an implicit QL sweep over l..m with Wilkinson's shift. Leaves the rotations of
  // rows i and i + 1 in tau[i] (cosine) and vector[i] (sine), i from m - 1 down to the result.
  __device__ int sweep(int l, int m) const {
    double g = (diagonal[l + 1] - diagonal[l]) / (2 * off[l]);
    g = diagonal[m] - diagonal[l] + off[l] / (g + copysign(sqrt(g * g + 1), g));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      const double f = s * off[i];
      const double b = c * off[i];
      const double square = f * f + g * g;
      const double r = square > SAFE_SQUARES ? sqrt(square) : hypot(f, g);
      off[i + 1] = r;
      if (r == 0) {  // the block falls apart here
        diagonal[i + 1] -= p;
        off[m] = 0;
        return i + 1;
      }
      s = f / r;
      c = g / r;
      g = diagonal[i + 1] - p;
      const double t = (diagonal[i] - g) * s + 2 * c * b;
      p = s * t;
      diagonal[i + 1] = g + p;
      g = c * t - b;
      tau[i] = c;
      vector[i] = s;
    }
    diagonal[l] -= p;
    off[l] = g;
    off[m] = 0;
    return l;
  }

  // All threads: applies the rotations of a sweep to the rows; a thread has every blockDim-th
  // column.
  __device__ void turn_rows(int low, int m) const {
    for (int j = threadIdx.x; j < n; j += blockDim.x) {
      double upper = m > low ? at(m, j) : 0;
      for (int i = m - 1; i >= low; i--) {
        const double lower = at(i, j);
        at(i + 1, j) = vector[i] * lower + tau[i] * upper;
        upper = tau[i] * lower - vector[i] * upper;
      }
      if (m > low) {
        at(low, j) = upper;
      }
    }
  }

  __device__ void iterate() const {
    for (int l = 0; l < n; l++) {
      for (int iteration = 0; iteration < QL_ITERATIONS; iteration++) {
        if (threadIdx.x == 0) {
          range[1] = end_of_block(l);
          range[0] = range[1] > l ? sweep(l, range[1]) : l;
        }
        __syncthreads();
        const int low = range[0];
        const int m = range[1];
        turn_rows(low, m);
        __syncthreads();
        if (m == l) {
          break;
        }
      }
    }
  }

  // Diagonalises: values in `diagonal`, in no order; row j of w is the vector of value j.
  __device__ void diagonalise() const {
    for (int k = 0; k < n - 1; k++) {
      reflect(k);
    }
    for (int i = threadIdx.x; i < n; i += blockDim.x) {
      diagonal[i] = at(i, i);
    }
    if (threadIdx.x == 0) {
      off[n - 1] = 0;
    }
    __syncthreads();
    accumulate();
    transpose();
    iterate();
  }
};
