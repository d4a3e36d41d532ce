// gather_points: copies the points of the active queries into rows of the working precision.
//   computes   row r <- point of query active[r], as high + low word (float) or as it is (double)
//   in         points (q x d doubles, centred and scaled), active (rows ints, or null: r itself)
//   out        m.yHigh, m.yLow (rows x d)
//   a thread   one coordinate: thread r d + j
//   shared     0 bytes
//   presumes   |coordinate| < 1e18 in float
//   sums in    -
//   CPU twin   none needed: Java reads the queries as they are
//   source     own
#include "device.cuh"

#include "moments.cuh"

template <typename T>
__device__ void gather_points(const Moments<T>& m, const double* points, const int* active) {
  const long long t = global_thread();
  if (t >= *m.rowCount * m.dimension) {
    return;
  }
  const long long row = t / m.dimension;
  const long long query = active == nullptr ? row : active[row];
  const double value = points[query * m.dimension + t % m.dimension];
  m.yHigh[t] = (T)value;
  if (Word<T>::HAS_LOW) {
    m.yLow[t] = (T)(value - (double)m.yHigh[t]);
  }
}

extern "C" __global__ void gather_points_f32(
    Moments<float> m, const double* points, const int* active) {
  gather_points(m, points, active);
}

extern "C" __global__ void gather_points_f64(
    Moments<double> m, const double* points, const int* active) {
  gather_points(m, points, active);
}
