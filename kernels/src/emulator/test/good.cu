// Kernels that are right: they must pass every check, in every thread order, with identical bits.
#include "device.cuh"

namespace {

constexpr int kBlock = 256;

template <class T>
__device__ T block_sum(T v) {
  __shared__ T partial[kBlock / 32];
  for (int step = 16; step > 0; step /= 2) v += __shfl_down_sync(FULL_WARP, v, step);
  if (threadIdx.x % 32 == 0) partial[threadIdx.x / 32] = v;
  __syncthreads();
  T sum = 0;
  for (int i = 0; i < kBlock / 32; ++i) sum += partial[i];
  __syncthreads();
  return sum;
}

}  // namespace

extern "C" __global__ void saxpy(int n, float a, const float* __restrict__ x, float* __restrict__ y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = fmaf(a, __ldg(&x[i]), y[i]);
}

extern "C" __global__ void __launch_bounds__(kBlock) sum_f64(int n, const double* x, double* out) {
  const int i = blockIdx.x * kBlock + threadIdx.x;
  const double sum = block_sum(i < n ? x[i] : 0.0);
  if (threadIdx.x == 0) out[blockIdx.x] = sum;
}

extern "C" __launch_bounds__(kBlock, 2) __global__ void sum_f32(int n, const float* x, float* out) {
  const int i = blockIdx.x * kBlock + threadIdx.x;
  const float sum = block_sum(i < n ? x[i] : 0.0f);
  if (threadIdx.x == 0) out[blockIdx.x] = sum;
}

// Reverses every block's slice through dynamic shared memory, three times so that slots are used again.
extern "C" __global__ void reverse_tiles(const int* in, int* out) {
  DYN_SHARED(int, tile);
  const int t = threadIdx.x, n = blockDim.x, base = blockIdx.x * n;
  int v = in[base + t];
  for (int round = 0; round < 3; ++round) {
    tile[t] = v;
    __syncthreads();
    v = tile[n - 1 - t];
    __syncthreads();
  }
  out[base + t] = v;
}

// Positions of set flags within each warp, by ballot; the counts by an atomic on an integer.
extern "C" __global__ void compact(const int* flags, int* position, int* total) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned votes = __ballot_sync(FULL_WARP, flags[i] != 0);
  const unsigned below = votes & ((1u << (threadIdx.x % 32)) - 1u);
  position[i] = flags[i] != 0 ? __popc(below) : -1;
  if (threadIdx.x % 32 == 0) atomicAdd(total, __popc(votes));
}

// Neighbours exchange through shared memory with warp synchronisation only; half warps meet on their own.
extern "C" __global__ void warp_exchange(const double* in, double* out) {
  __shared__ double slot[8][32];
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32, i = blockIdx.x * blockDim.x + threadIdx.x;
  slot[warp][lane] = in[i];
  __syncwarp();
  const double left = slot[warp][(lane + 31) % 32];
  __syncwarp();
  const unsigned half = lane < 16 ? 0x0000ffffu : 0xffff0000u;
  double v = left;
  for (int step = 8; step > 0; step /= 2) v += __shfl_xor_sync(half, v, step, 16);
  out[i] = v;
}

// A grid in three dimensions.
extern "C" __global__ void indices(unsigned* out) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const unsigned thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  out[block * blockDim.x * blockDim.y * blockDim.z + thread] = block * 1000u + thread;
}

__constant__ float scale[4];

extern "C" __global__ void scaled(float* v) {
  const int i = threadIdx.x;
  v[i] *= scale[i % 4];
}

// All threads leave the loop together: the vote is the same in all of them.
extern "C" __global__ void settle(float* v, int* rounds) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  float x = v[i];
  int count = 0;
  while (__syncthreads_or(x > 1.0f)) {
    x *= 0.5f;
    ++count;
  }
  v[i] = x;
  if (threadIdx.x == 0) rounds[blockIdx.x] = count;
}
