#include "block.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "race.h"

namespace emu {

thread_local ThreadView* current EMU_STATIC_TLS = nullptr;

namespace {

thread_local BlockRunner* active_runner EMU_STATIC_TLS = nullptr;

constexpr size_t kEmergencyStack = 64 * 1024;

#ifndef EMU_SANITIZE
constexpr size_t kDynamicGuard = 256;

// What lies behind dynamic shared memory: NaNs, unlike the poison in it.
const std::vector<unsigned char>& dynamic_guard() {
  static const std::vector<unsigned char> bytes = [] {
    std::vector<unsigned char> guard(kDynamicGuard, 0xff);
    for (size_t i = 0; i < kDynamicGuard; i += 2) guard[i] = 0xfb;
    return guard;
  }();
  return bytes;
}
#endif

}  // namespace

bool Site::operator==(const Site& other) const {
  return line == other.line && (file == other.file || (file != nullptr && other.file != nullptr && std::strcmp(file, other.file) == 0));
}

void ReadyQueue::reset(size_t threads) {
  size_t size = 1;
  while (size < threads) size *= 2;
  if (ring_.size() < size) ring_.resize(size);
  mask_ = ring_.size() - 1;
  head_ = tail_ = 0;
}

BlockRunner::BlockRunner() {
  emergency_.bytes = kEmergencyStack;
  emergency_.bottom = std::aligned_alloc(4096, kEmergencyStack);
}

BlockRunner::~BlockRunner() {
  std::free(emergency_.bottom);
  std::free(exact_);
}

BlockRunner* BlockRunner::active() { return active_runner; }

void BlockRunner::prepare(Launch& launch) {
  active_runner = this;
  launch_ = &launch;
  view_.grid = launch.grid;
  view_.size = launch.block;
  const unsigned n = launch.threads();
  lanes_.resize(n);
  order_.resize(n);
  warps_.assign((n + 31) / 32, Warp());
  for (unsigned t = 0; t < n; ++t) {
    Lane& lane = lanes_[t];
    lane.linear = t;
    lane.index = {t % launch.block.x, t / launch.block.x % launch.block.y, t / launch.block.x / launch.block.y};
    lane.block = &view_;
    warps_[t / 32].existing |= 1u << (t % 32);
    order_[t] = launch.order == Order::kReverse ? n - 1 - t : t;
  }
}

uint64_t BlockRunner::random() {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  return random_;
}

void BlockRunner::shuffle_order() {
  if (launch_->order != Order::kShuffled) return;
  for (size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random() % i]);
}

// Exactly the requested bytes: the address sanitizer sees one byte too many; the other builds look at a guard behind.
void BlockRunner::prepare_dynamic() {
  const size_t bytes = launch_->dynamic_bytes;
#ifdef EMU_SANITIZE
  std::free(exact_);
  exact_ = static_cast<unsigned char*>(std::malloc(bytes));
  view_.dynamic = exact_;
#else
  if (dynamic_.size() < bytes + kDynamicGuard + 16) dynamic_.resize(bytes + kDynamicGuard + 16);
  view_.dynamic = reinterpret_cast<void*>((reinterpret_cast<uintptr_t>(dynamic_.data()) + 15) & ~uintptr_t(15));
  std::memcpy(static_cast<unsigned char*>(view_.dynamic) + bytes, dynamic_guard().data(), kDynamicGuard);
#endif
  std::memset(view_.dynamic, 0xff, bytes);
}

void BlockRunner::check_dynamic() {
#ifndef EMU_SANITIZE
  const auto* guard = static_cast<const unsigned char*>(view_.dynamic) + launch_->dynamic_bytes;
  if (std::memcmp(guard, dynamic_guard().data(), kDynamicGuard) == 0) return;
  const auto first = std::mismatch(guard, guard + kDynamicGuard, dynamic_guard().begin()).first;
  launch_->fail(kIllegalAddress, where() + ": dynamic shared memory of " + std::to_string(launch_->dynamic_bytes) +
                                     " bytes was written " + std::to_string(first - guard) + " bytes past its end");
#endif
}

void BlockRunner::start_block(uint64_t i) {
  view_.index = launch_->block_at(i);
  random_ = (launch_->seed * 0x9e3779b97f4a7c15u ^ (i + 1) * 0xbf58476d1ce4e5b9u) | 1;
  next_start_ = done_ = arrived_ = 0;
  ready_.reset(lanes_.size());
  for (Lane& lane : lanes_) lane.state = State::kUnstarted;
  for (Warp& warp : warps_) warp.exited = 0;  // a block that ended well left no meeting open, one that did not was the launch's last
  block_failed_ = false;
  fault_signal_ = 0;
  shuffle_order();
  prepare_dynamic();
  poison_static_shared(*launch_->library);
  race::begin_block(*launch_, *launch_->library, view_);
}

void BlockRunner::run_block(uint64_t i) {
  start_block(i);
  in_kernel_ = true;
  switch_away(main_, false);
  in_kernel_ = false;
  finish_block();
}

void BlockRunner::finish_block() {
  if (fault_signal_ != 0) report_fault();
  if (!block_failed_ && done_ < lanes_.size()) {
    block_failed_ = true;
    launch_->fail(kLaunchFailed, where() + ": threads wait for one another for ever" + waits());
  }
  if (block_failed_) {
    stacks_.reclaim_all();
  } else {
    check_dynamic();
  }
}

void BlockRunner::switch_away(Fiber& from, bool leaving) {
  if (!ready_.empty()) {
    Lane* next = ready_.pop();
    next->state = State::kRunning;
    current = next;
    if (next->fiber != &from) fiber_switch(from, *next->fiber, leaving);
  } else if (next_start_ < lanes_.size()) {
    starting_ = stacks_.take();
    fiber_prepare(*starting_, &BlockRunner::fiber_main);
    fiber_switch(from, *starting_, leaving);
  } else {
    fiber_switch(from, main_, leaving);
  }
}

void BlockRunner::fiber_main() {
  fiber_entered();
  active_runner->thread_loop();
}

// A fibre whose thread has ended takes the next one on the same stack, so that kernels without barriers never switch.
void BlockRunner::thread_loop() {
  Fiber* mine = starting_;
  do {
    Lane& lane = lanes_[order_[next_start_++]];
    lane.fiber = mine;
    lane.state = State::kRunning;
    current = &lane;
    launch_->kernel->call(launch_->arguments);
    thread_done(lane);
  } while (ready_.empty() && next_start_ < lanes_.size());
  stacks_.give(mine);
  switch_away(*mine, true);
}

void BlockRunner::thread_done(Lane& lane) {
  lane.state = State::kDone;
  ++done_;
  Warp& warp = warps_[lane.linear / 32];
  warp.exited |= 1u << (lane.linear % 32);
  if (launch_->strict) return;
  if (arrived_ > 0 && arrived_ == lanes_.size() - done_) complete_barrier();
  for (Meeting& meeting : warp.meetings) {
    if (meeting.arrived != 0 && meeting.arrived == (meeting.mask & ~warp.exited)) complete_meeting(warp, meeting);
  }
}

void BlockRunner::wait(State why, Site site) {
  Lane* self = running();
  self->state = why;
  self->site = site;
  switch_away(*self->fiber, false);
}

int BlockRunner::barrier(Site site, BarrierKind kind, int predicate) {
  Lane* self = running();
  if (arrived_ == 0) {
    barrier_site_ = site;
    kind_ = kind;
    votes_ = 0;
  } else if (kind != kind_ || (launch_->strict && !(site == barrier_site_))) {
    self->state = State::kAtBarrier;
    self->site = site;
    fail(kLaunchFailed, "threads wait in different barriers" + waits());
  }
  votes_ += predicate;
  ++arrived_;
  self->state = State::kAtBarrier;
  self->site = site;
  const size_t expected = launch_->strict ? lanes_.size() : lanes_.size() - done_;
  if (arrived_ == expected) complete_barrier();
  switch_away(*self->fiber, false);
  return static_cast<int>(self->result);
}

void BlockRunner::complete_barrier() {
  const auto all = static_cast<int>(arrived_);
  const int result = kind_ == BarrierKind::kAnd ? votes_ == all : kind_ == BarrierKind::kOr ? votes_ > 0 : votes_;
  arrived_ = 0;
  shuffle_order();
  race::barrier();
  for (const unsigned t : order_) {
    Lane& lane = lanes_[t];
    if (lane.state != State::kAtBarrier) continue;
    lane.result = static_cast<uint64_t>(result);
    lane.state = State::kReady;
    ready_.push(&lane);
  }
}

int barrier(const char* file, int line, BarrierKind kind, int predicate) {
  return active_runner->barrier({file, line}, kind, predicate);
}

uint64_t collective(const char* file, int line, WarpOp op, unsigned mask, uint64_t value, int argument, int width) {
  return active_runner->collective({file, line}, op, mask, value, argument, width);
}

void trap(const char* file, int line) {
  active_runner->fail(kLaunchFailed, std::string("__trap() at ") + file + ":" + std::to_string(line));
}

}  // namespace emu
