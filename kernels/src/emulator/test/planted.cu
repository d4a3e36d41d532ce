// Kernels with one planted mistake each. The name says what must be caught.
#include "device.cuh"

extern "C" __global__ void global_past_end(float* v, int n) { v[threadIdx.x + (threadIdx.x + 1u == blockDim.x ? n - blockDim.x + 1 : 0)] = 1.0f; }

extern "C" __global__ void global_before_start(float* v) { v[static_cast<int>(threadIdx.x) - 1] = 1.0f; }

extern "C" __global__ void global_far(float* v) { v[(1ll << 40) + threadIdx.x] = 1.0f; }

extern "C" __global__ void global_read_past_end(const float* v, float* out, int n) { out[threadIdx.x] = v[threadIdx.x + n - blockDim.x + 1]; }

extern "C" __global__ void shared_past_end(float* out) {
  __shared__ float tile[32];
  tile[threadIdx.x + 1] = 1.0f;
  __syncthreads();
  out[threadIdx.x] = tile[threadIdx.x];
}

extern "C" __global__ void dynamic_past_end(float* out) {
  DYN_SHARED(float, tile);
  tile[threadIdx.x + 1] = 1.0f;
  __syncthreads();
  out[threadIdx.x] = 1.0f;
}

extern "C" __global__ void missing_barrier(const float* in, float* out) {
  __shared__ float tile[256];
  tile[threadIdx.x] = in[threadIdx.x];
  out[threadIdx.x] = tile[blockDim.x - 1 - threadIdx.x];
}

// The tile is written again before every thread has read it.
extern "C" __global__ void missing_second_barrier(const float* in, float* out) {
  __shared__ float tile[256];
  float sum = 0.0f;
  for (int round = 0; round < 4; ++round) {
    tile[threadIdx.x] = in[round * 256 + threadIdx.x];
    __syncthreads();
    sum += tile[blockDim.x - 1 - threadIdx.x];
  }
  out[threadIdx.x] = sum;
}

extern "C" __global__ void missing_warp_sync(const float* in, float* out) {
  __shared__ float tile[32];
  tile[threadIdx.x] = in[threadIdx.x];
  out[threadIdx.x] = tile[31 - threadIdx.x];
}

extern "C" __global__ void divergent_barrier(float* out) {
  if (threadIdx.x < 40) __syncthreads();
  out[threadIdx.x] = 1.0f;
}

extern "C" __global__ void two_barriers(float* out) {
  if (threadIdx.x < 40) {
    __syncthreads();
  } else {
    __syncthreads();
  }
  out[threadIdx.x] = 1.0f;
}

extern "C" __global__ void barrier_after_return(float* out, int n) {
  if (static_cast<int>(threadIdx.x) >= n) return;
  __syncthreads();
  out[threadIdx.x] = 1.0f;
}

extern "C" __global__ void divergent_shuffle(float* out) {
  float v = 1.0f;
  if (threadIdx.x % 32 < 20) v = __shfl_xor_sync(FULL_WARP, v, 1);
  out[threadIdx.x] = v;
}

extern "C" __global__ void lanes_disagree(float* out) {
  float v = 1.0f;
  if (threadIdx.x % 2 == 0) {
    v = __shfl_xor_sync(FULL_WARP, v, 1);
  } else {
    v = __shfl_down_sync(FULL_WARP, v, 1);
  }
  out[threadIdx.x] = v;
}

extern "C" __global__ void outside_mask(float* out) { out[threadIdx.x] = __shfl_sync(0x0000ffffu, 1.0f, 0); }

// Blocks add to one place without an atomic.
extern "C" __global__ void cross_block(float* out) {
  if (threadIdx.x == 0) out[0] = out[0] + 1.0f;
}

extern "C" __global__ void order_of_threads(int* next, int* out) { out[blockIdx.x * blockDim.x + threadIdx.x] = atomicAdd(next, 1); }

extern "C" __global__ void uninitialised_shared(float* out) {
  __shared__ float tile[64];
  if (threadIdx.x < 32) tile[threadIdx.x] = 1.0f;
  __syncthreads();
  out[threadIdx.x] = tile[threadIdx.x];
}

extern "C" __global__ void uninitialised_dynamic(float* out) {
  DYN_SHARED(float, tile);
  if (threadIdx.x < 32) tile[threadIdx.x] = 1.0f;
  __syncthreads();
  out[threadIdx.x] = tile[threadIdx.x];
}

extern "C" __global__ void null_pointer(float* out) { out[threadIdx.x] = 1.0f; }

extern "C" __global__ void divide_by_zero(int* out, int by) { out[threadIdx.x] = 7 / by; }

__device__ __noinline__ int deep(int n, volatile int* sink) {
  volatile int frame[64];
  frame[n % 64] = n;
  *sink = frame[n % 64];
  return n == 0 ? 0 : deep(n - 1, sink) + frame[n % 64];
}

extern "C" __global__ void stack_overflow(int* out) {
  int sink = 0;
  out[threadIdx.x] = deep(100000, &sink);
}

extern "C" __global__ void traps(int* out) {
  if (threadIdx.x == 3) __trap();
  out[threadIdx.x] = 1;
}
