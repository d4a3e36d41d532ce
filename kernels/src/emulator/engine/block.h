// Runs the threads of one block as fibres: whoever must wait switches to the next thread that can go on.
#pragma once

#include "fiber.h"
#include "launch.h"

#include <vector>

namespace emu {

struct Site {
  const char* file = nullptr;
  int line = 0;
  bool operator==(const Site& other) const;
};

enum class State : unsigned char { kUnstarted, kReady, kRunning, kAtBarrier, kInWarp, kDone };

// A thread with everything the engine knows of it.
struct Lane : ThreadView {
  Fiber* fiber = nullptr;
  State state = State::kUnstarted;
  Site site;
  WarpOp op = WarpOp::kSync;
  unsigned mask = 0;
  int argument = 0;
  uint64_t value = 0;
  uint64_t result = 0;
};

// A warp collective under way: who is expected, who has come.
struct Meeting {
  unsigned mask = 0;
  unsigned arrived = 0;
  WarpOp op = WarpOp::kSync;
  int width = 32;
  Site site;
};

// Disjoint masks may meet at the same time; a meeting is kept under the lowest lane of its mask.
struct Warp {
  Meeting meetings[32];
  unsigned existing = 0;
  unsigned exited = 0;
};

// First in, first out; a thread is in it at most once.
class ReadyQueue {
 public:
  void reset(size_t threads);
  bool empty() const { return head_ == tail_; }
  void push(Lane* lane) { ring_[tail_++ & mask_] = lane; }
  Lane* pop() { return ring_[head_++ & mask_]; }

 private:
  std::vector<Lane*> ring_;
  size_t mask_ = 0;
  size_t head_ = 0;
  size_t tail_ = 0;
};

class BlockRunner {
 public:
  BlockRunner();
  BlockRunner(const BlockRunner&) = delete;
  BlockRunner& operator=(const BlockRunner&) = delete;
  ~BlockRunner();

  // Makes the threads for a launch; to be called before its blocks.
  void prepare(Launch& launch);
  void run_block(uint64_t i);

  int barrier(Site site, BarrierKind kind, int predicate);
  uint64_t collective(Site site, WarpOp op, unsigned mask, uint64_t value, int argument, int width);
  [[noreturn]] void fail(int code, const std::string& what);

  // From the signal handler: remembers the fault and gives the stack on which to go on at leave_after_fault.
  bool in_kernel() const { return in_kernel_; }
  void* note_fault(int signal, uintptr_t address, uintptr_t instruction);
  [[noreturn]] void leave_after_fault();
  // What a sanitizer found in the running thread; the thread goes on, the launch has failed.
  void note_finding(const std::string& what);

  static BlockRunner* active();

 private:
  static void fiber_main();
  void thread_loop();
  void switch_away(Fiber& from, bool leaving);
  void wait(State why, Site site);
  void thread_done(Lane& lane);
  void complete_barrier();
  void complete_meeting(Warp& warp, Meeting& meeting);
  void wake_lanes(Lane* first, unsigned lanes);
  uint64_t warp_result(const Lane* first, const Meeting& meeting, unsigned lane) const;
  void start_block(uint64_t i);
  void finish_block();
  void report_fault();
  void prepare_dynamic();
  void check_dynamic();
  void shuffle_order();
  uint64_t random();
  std::string where() const;
  std::string waits() const;
  Lane* running() const { return static_cast<Lane*>(current); }

  Launch* launch_ = nullptr;
  BlockView view_;
  std::vector<Lane> lanes_;
  std::vector<unsigned> order_;
  std::vector<Warp> warps_;
  ReadyQueue ready_;
  size_t next_start_ = 0;
  size_t done_ = 0;
  size_t arrived_ = 0;
  BarrierKind kind_ = BarrierKind::kPlain;
  int votes_ = 0;
  Site barrier_site_;
  uint64_t random_ = 1;
  bool in_kernel_ = false;
  bool block_failed_ = false;
  Fiber main_;
  Fiber emergency_;
  Fiber* starting_ = nullptr;
  StackPool stacks_;
  std::vector<unsigned char> dynamic_;
  unsigned char* exact_ = nullptr;
  int fault_signal_ = 0;
  uintptr_t fault_address_ = 0;
  uintptr_t fault_instruction_ = 0;
};

const char* name(WarpOp op);

// Sends SIGSEGV, SIGBUS and SIGFPE of kernel code to the runner and all others to whoever had them before (the JVM).
void install_fault_handlers();
// Makes failed launches of what the sanitizers find; nothing in the other builds.
void install_sanitizer();
// Gives the calling thread a stack for signal handlers.
void install_signal_stack();

}  // namespace emu
