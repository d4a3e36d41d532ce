// Who am I, where is my shared memory, and the block's barrier.
#pragma once

namespace emu {

// The block as its threads see it.
struct BlockView {
  dim3 grid;
  dim3 size;
  uint3 index;
  void* dynamic;
};

// The thread as its kernel sees it; the engine keeps more behind it.
struct ThreadView {
  uint3 index;
  unsigned linear;
  const BlockView* block;
};

enum class BarrierKind { kPlain, kCount, kAnd, kOr };

// Two words of static TLS in all: no call to reach them, not even from a signal handler.
#define EMU_STATIC_TLS __attribute__((tls_model("initial-exec")))

#define EMU_EXPORT __attribute__((visibility("default")))

EMU_EXPORT extern thread_local ThreadView* current EMU_STATIC_TLS;

// Waits for every thread of the block; returns the combined predicate. Fails the launch when threads wait in different places.
EMU_EXPORT int barrier(const char* file, int line, BarrierKind kind, int predicate);

// Ends the launch with an error; used by __trap().
[[noreturn]] EMU_EXPORT void trap(const char* file, int line);

inline void* dynamic_shared() { return current->block->dynamic; }

}  // namespace emu

#define threadIdx (static_cast<const uint3&>(::emu::current->index))
#define blockIdx (static_cast<const uint3&>(::emu::current->block->index))
#define blockDim (static_cast<const dim3&>(::emu::current->block->size))
#define gridDim (static_cast<const dim3&>(::emu::current->block->grid))
constexpr int warpSize = 32;

#define __syncthreads() static_cast<void>(::emu::barrier(__FILE__, __LINE__, ::emu::BarrierKind::kPlain, 0))
#define __syncthreads_count(p) ::emu::barrier(__FILE__, __LINE__, ::emu::BarrierKind::kCount, (p) ? 1 : 0)
#define __syncthreads_and(p) ::emu::barrier(__FILE__, __LINE__, ::emu::BarrierKind::kAnd, (p) ? 1 : 0)
#define __syncthreads_or(p) ::emu::barrier(__FILE__, __LINE__, ::emu::BarrierKind::kOr, (p) ? 1 : 0)
#define __trap() ::emu::trap(__FILE__, __LINE__)
