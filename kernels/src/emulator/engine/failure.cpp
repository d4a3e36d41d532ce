// How a kernel ends early: messages, and the way out of a fault.
#include <signal.h>
#include <ucontext.h>

#include <cstdlib>
#include <map>

#include "block.h"
#include "symbols.h"

namespace emu {
namespace {

constexpr size_t kSignalStack = 64 * 1024;
constexpr uintptr_t kNoAddress = ~uintptr_t(0);

struct ThreadRange {
  unsigned first, last;
};

std::string shape(uint3 v) { return "(" + std::to_string(v.x) + "," + std::to_string(v.y) + "," + std::to_string(v.z) + ")"; }

std::string text(const std::vector<ThreadRange>& ranges) {
  std::string out;
  for (size_t i = 0; i < ranges.size() && i < 8; ++i) {
    if (i > 0) out += ", ";
    out += std::to_string(ranges[i].first);
    if (ranges[i].last != ranges[i].first) out += "-" + std::to_string(ranges[i].last);
  }
  return ranges.size() > 8 ? out + ", ..." : out;
}

std::string place(const Site& site) { return std::string(site.file) + ":" + std::to_string(site.line); }

std::string doing(const Lane& lane) {
  switch (lane.state) {
    case State::kAtBarrier:
      return "wait in __syncthreads at " + place(lane.site);
    case State::kInWarp: {
      char mask[16];
      std::snprintf(mask, sizeof mask, "0x%08x", lane.mask);
      return std::string("wait in ") + name(lane.op) + " (mask " + mask + ") at " + place(lane.site);
    }
    case State::kDone:
      return "have returned";
    case State::kUnstarted:
      return "have not started";
    default:
      return "run";
  }
}

struct sigaction previous_handlers[NSIG];

[[noreturn]] void after_fault() { BlockRunner::active()->leave_after_fault(); }

void forward(int signal, siginfo_t* info, void* context) {
  const struct sigaction& before = previous_handlers[signal];
  if ((before.sa_flags & SA_SIGINFO) != 0) {
    before.sa_sigaction(signal, info, context);
  } else if (before.sa_handler == SIG_DFL || before.sa_handler == SIG_IGN) {
    sigaction(signal, &before, nullptr);  // the instruction faults again, now for good
  } else {
    before.sa_handler(signal);
  }
}

void on_signal(int signal, siginfo_t* info, void* context) {
  BlockRunner* runner = BlockRunner::active();
  if (runner == nullptr || !runner->in_kernel()) {
    forward(signal, info, context);
    return;
  }
  auto* registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  // The processor names no address when it is none (bits 47 and up unequal).
  const uintptr_t address = info->si_code == SI_KERNEL ? kNoAddress : reinterpret_cast<uintptr_t>(info->si_addr);
  void* stack = runner->note_fault(signal, address, static_cast<uintptr_t>(registers[REG_RIP]));
  registers[REG_RSP] = static_cast<greg_t>(reinterpret_cast<uintptr_t>(stack));
  registers[REG_RIP] = static_cast<greg_t>(reinterpret_cast<uintptr_t>(&after_fault));
}

}  // namespace

std::string BlockRunner::where() const {
  return std::string("kernel ") + launch_->kernel->name + ", block " + shape(view_.index) + " of grid " + shape(launch_->grid) +
         ", block size " + shape(launch_->block);
}

std::string BlockRunner::waits() const {
  std::map<std::string, std::vector<ThreadRange>> groups;
  for (const Lane& lane : lanes_) {
    auto& ranges = groups[doing(lane)];
    if (!ranges.empty() && ranges.back().last + 1 == lane.linear) {
      ranges.back().last = lane.linear;
    } else {
      ranges.push_back({lane.linear, lane.linear});
    }
  }
  std::string out;
  for (const auto& group : groups) out += "\n  threads " + text(group.second) + " " + group.first;
  return out;
}

void BlockRunner::fail(int code, const std::string& what) {
  block_failed_ = true;
  launch_->fail(code, where() + ", thread " + shape(current->index) + ": " + what);
  fiber_switch(*running()->fiber, main_, true);
  std::abort();  // a fibre that has left is never continued
}

void* BlockRunner::note_fault(int signal, uintptr_t address, uintptr_t instruction) {
  fault_signal_ = signal;
  fault_address_ = address;
  fault_instruction_ = instruction;
  fiber_clear(emergency_);
  return static_cast<char*>(emergency_.bottom) + emergency_.bytes - 8;
}

void BlockRunner::leave_after_fault() {
  fiber_switch(emergency_, main_, true);
  std::abort();  // a fibre that has left is never continued
}

void BlockRunner::report_fault() {
  block_failed_ = true;
  char address[32];
  std::snprintf(address, sizeof address, "0x%llx", static_cast<unsigned long long>(fault_address_));
  std::string what = std::string("access to ") + (fault_address_ == kNoAddress ? "an impossible address" : address);
  if (fault_signal_ == SIGFPE) what = "integer division by zero (no fault on the device, where the result is undefined)";
  if (fault_signal_ != SIGFPE && stacks_.in_guard(fault_address_)) what = "stack overflow";
  launch_->fail(fault_signal_ == SIGFPE ? kLaunchFailed : kIllegalAddress,
                where() + ", thread " + shape(current->index) + ": " + what + " at " + symbolise(fault_instruction_));
}

void BlockRunner::note_finding(const std::string& what) {
  launch_->fail(kIllegalAddress, where() + ", thread " + shape(current->index) + ": " + what);
}

#ifndef EMU_SANITIZE
void install_sanitizer() {}
#endif

void install_signal_stack() {
  stack_t stack{};
  stack.ss_size = kSignalStack;
  stack.ss_sp = std::malloc(kSignalStack);
  sigaltstack(&stack, nullptr);
}

void install_fault_handlers() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE}) {
    sigaction(signal, nullptr, &previous_handlers[signal]);
    struct sigaction ours = previous_handlers[signal];
    ours.sa_flags |= SA_SIGINFO | SA_ONSTACK;
    ours.sa_flags &= ~SA_RESETHAND;
    ours.sa_sigaction = on_signal;
    sigaction(signal, &ours, nullptr);
  }
}

}  // namespace emu
