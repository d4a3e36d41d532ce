// One kernel launch: what to run, and the first failure.
#pragma once

#include <utility>

#include "cuda_emu.h"
#include "module.h"
#include "settings.h"

#include <atomic>
#include <mutex>
#include <string>

namespace emu {

// Driver error codes that a running kernel can end with.
constexpr int kIllegalAddress = 700;
constexpr int kLaunchFailed = 719;

struct Range {
  uintptr_t begin;
  uintptr_t end;
};

struct Launch {
  const Kernel* kernel = nullptr;
  const Module* module = nullptr;
  const Library* library = nullptr;
  void** arguments = nullptr;
  dim3 grid;
  dim3 block;
  unsigned dynamic_bytes = 0;
  Order order = Order::kForward;
  uint64_t seed = 0;
  bool strict = true;
  uint64_t serial = 0;
  // All device memory, ascending; only the race build asks.
  std::vector<Range> ranges;

  std::atomic<uint64_t> next{0};
  std::atomic<bool> failed{false};

  uint64_t blocks() const { return uint64_t(grid.x) * grid.y * grid.z; }
  unsigned threads() const { return block.x * block.y * block.z; }

  // The block that comes i-th in this launch's order.
  uint3 block_at(uint64_t i) const;

  // Records the first failure only.
  void fail(int code, const std::string& text);
  int code() const { return code_; }
  const std::string& text() const { return text_; }

 private:
  std::mutex mutex_;
  int code_ = 0;
  std::string text_;
};

// Runs all blocks over the workers and returns when the last one has ended. One launch at a time.
void run(Launch& launch);

// Kernels run so far in this process.
uint64_t launches();

// The names of the kernels run since forget_launched(), each once, a line each.
std::string launched();
void forget_launched();

}  // namespace emu
