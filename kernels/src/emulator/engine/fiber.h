// Fibres: stacks that one worker switches between. A switch saves the callee-saved registers and nothing else (no system call, which is
// what makes ucontext a dozen times slower).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace emu {

struct Fiber {
  void* stack_pointer = nullptr;
  void* bottom = nullptr;
  size_t bytes = 0;
  void* fake_stack = nullptr;
};

using FiberEntry = void (*)();

// Makes `fiber` start at `entry` on its own stack when it is next switched to. The entry never returns.
void fiber_prepare(Fiber& fiber, FiberEntry entry);

// Forgets the frames that were left on a fibre's stack (only the address sanitizer remembers them).
void fiber_clear(Fiber& fiber);

// Saves the running fibre in `from` and continues `to`. With `leaving` the running one never comes back.
void fiber_switch(Fiber& from, Fiber& to, bool leaving);

// To be the first call of an entry: tells the address sanitizer where the stack now is.
void fiber_entered();

// Stacks with a guard page below each, made as they are needed and kept.
class StackPool {
 public:
  StackPool() = default;
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;
  ~StackPool();

  Fiber* take();
  void give(Fiber* fiber) { free_.push_back(fiber); }
  void reclaim_all();

  // Whether an address lies in the guard page of one of the stacks: a stack overflow.
  bool in_guard(uintptr_t address) const;

 private:
  std::vector<std::unique_ptr<Fiber>> all_;
  std::vector<Fiber*> free_;
};

}  // namespace emu
