// held_load, held_store: queries that stay on the device, between the user's coordinates and its own.
//   computes   held_load: v <- (y - origin) scale; held_store: y <- v / scale + origin, or the bits of
//              the start where a query has not moved
//   in         y (doubles as the user gave them), origin (d doubles), scale (a power of two),
//              iterations (by query)
//   out        v or y, count doubles
//   a thread   one coordinate; count = queries times d
//   shared     0 bytes
//   presumes   the first coordinate is that of a query's first axis
//   sums in    -; the same operations as in Java, so the same bits
//   CPU twin   dev.arete.cuda.Units.toDevice, fromDevice
//   source     own
#include "device.cuh"

#include "common.cuh"

extern "C" __global__ void held_load(
    const double* held, const double* origin, double scale, int dimension, int count, double* points) {
  const long long t = global_thread();
  if (t < count) {
    points[t] = (held[t] - origin[t % dimension]) * scale;
  }
}

extern "C" __global__ void held_store(
    const double* points, const int* iterations, const double* origin, double scale, int dimension,
    int count, const double* held, double* moved) {
  const long long t = global_thread();
  if (t < count) {
    const bool stayed = iterations[t / dimension] == 0;
    moved[t] = stayed ? held[t] : points[t] / scale + origin[t % dimension];
  }
}
