#include "fiber.h"

#include <sys/mman.h>

#include <new>

#ifdef EMU_SANITIZE
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

#if !defined(__x86_64__)
#error "the fibre switch is written for x86-64"
#endif

// rdi: where to save the running stack pointer; rsi: the stack pointer to continue from.
asm(R"(
.text
.globl emu_switch_stack
.hidden emu_switch_stack
.type emu_switch_stack, @function
emu_switch_stack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size emu_switch_stack, .-emu_switch_stack
)");

extern "C" void emu_switch_stack(void** save, void* load);

namespace emu {
namespace {

constexpr size_t kPage = 4096;
#ifdef EMU_SANITIZE
constexpr size_t kStack = 256 * 1024;
#else
constexpr size_t kStack = 64 * 1024;
#endif
constexpr size_t kSavedRegisters = 6;

#ifdef EMU_SANITIZE
// What the sanitizer handed over at the last switch.
thread_local Fiber* left = nullptr;
#endif

}  // namespace

void fiber_clear(Fiber& fiber) {
#ifdef EMU_SANITIZE
  ASAN_UNPOISON_MEMORY_REGION(fiber.bottom, fiber.bytes);
  fiber.fake_stack = nullptr;
#else
  (void)fiber;
#endif
}

void fiber_prepare(Fiber& fiber, FiberEntry entry) {
  fiber_clear(fiber);
  // Tops staggered by 320 B, or the hot ends of all stacks share one cache set.
  const auto base = reinterpret_cast<uintptr_t>(fiber.bottom);
  const uintptr_t stagger = (base / (kStack + kPage)) * 320 % kPage;
  auto* top = reinterpret_cast<void**>((base + fiber.bytes - stagger) & ~uintptr_t(15));
  *--top = nullptr;  // a return address for the entry, which keeps the ABI's alignment
  *--top = reinterpret_cast<void*>(entry);
  for (size_t i = 0; i < kSavedRegisters; ++i) *--top = nullptr;
  fiber.stack_pointer = top;
}

void fiber_switch(Fiber& from, Fiber& to, bool leaving) {
#ifdef EMU_SANITIZE
  left = &from;
  __sanitizer_start_switch_fiber(leaving ? nullptr : &from.fake_stack, to.bottom, to.bytes);
  emu_switch_stack(&from.stack_pointer, to.stack_pointer);
  const void* bottom = nullptr;
  size_t bytes = 0;
  __sanitizer_finish_switch_fiber(from.fake_stack, &bottom, &bytes);
#else
  (void)leaving;
  emu_switch_stack(&from.stack_pointer, to.stack_pointer);
#endif
}

void fiber_entered() {
#ifdef EMU_SANITIZE
  const void* bottom = nullptr;
  size_t bytes = 0;
  __sanitizer_finish_switch_fiber(nullptr, &bottom, &bytes);
  if (left->bottom == nullptr) {  // the worker's own stack, met for the first time
    left->bottom = const_cast<void*>(bottom);
    left->bytes = bytes;
  }
#endif
}

StackPool::~StackPool() {
  for (auto& fiber : all_) munmap(static_cast<char*>(fiber->bottom) - kPage, kStack + kPage);
}

Fiber* StackPool::take() {
  if (free_.empty()) {
    void* memory = mmap(nullptr, kStack + kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    mprotect(memory, kPage, PROT_NONE);
    all_.push_back(std::make_unique<Fiber>());
    all_.back()->bottom = static_cast<char*>(memory) + kPage;
    all_.back()->bytes = kStack;
    free_.push_back(all_.back().get());
  }
  Fiber* fiber = free_.back();
  free_.pop_back();
  return fiber;
}

void StackPool::reclaim_all() {
  free_.clear();
  for (auto& fiber : all_) free_.push_back(fiber.get());
}

bool StackPool::in_guard(uintptr_t address) const {
  for (const auto& fiber : all_) {
    const auto bottom = reinterpret_cast<uintptr_t>(fiber->bottom);
    if (address < bottom && address >= bottom - kPage) return true;
  }
  return false;
}

}  // namespace emu
