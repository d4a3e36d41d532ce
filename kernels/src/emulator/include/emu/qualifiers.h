// The words of CUDA C++ that g++ does not know.
#pragma once

#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __grid_constant__
// Only as nothing: libstdc++ writes __attribute__((__noinline__)).
#define __noinline__

// One block at a time runs on a worker, so its static shared memory is the worker's. The sanitizers know no thread-local
// storage; their builds have one worker.
#if defined(EMU_SANITIZE) || defined(EMU_RACE)
#define __shared__ static
#else
#define __shared__ static thread_local
#endif

#define EMU_NO_TSAN __attribute__((no_sanitize("thread")))
