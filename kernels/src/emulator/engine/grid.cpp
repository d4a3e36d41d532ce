// Blocks over worker threads.
#include <condition_variable>
#include <memory>
#include <numeric>
#include <set>
#include <thread>

#include "block.h"
#include "race.h"

namespace emu {
namespace {

std::atomic<uint64_t> launch_count{0};
std::mutex launched_mutex;
std::set<std::string> launched_names;

// Threads that live as long as the process: each owns a runner with its stacks. Never destroyed, because the process may end while they wait.
class Workers {
 public:
  static Workers& instance() {
    static auto* workers = new Workers();
    return *workers;
  }

  void run(Launch& launch) {
    std::unique_lock<std::mutex> lock(mutex_);
    const size_t wanted = wanted_for(launch);
    while (threads_.size() < wanted) {
      const size_t me = threads_.size();
      threads_.emplace_back([this, me, since = generation_] { serve(me, since); });
      threads_.back().detach();
    }
    launch_ = &launch;
    wanted_ = busy_ = wanted;
    ++generation_;
    wake_.notify_all();
    idle_.wait(lock, [this] { return busy_ == 0; });
    launch_ = nullptr;
  }

 private:
  static size_t wanted_for(const Launch& launch) {
#if defined(EMU_SANITIZE) || defined(EMU_RACE)
    (void)launch;
    return 1;
#else
    const auto limit = static_cast<uint64_t>(std::max<int64_t>(1, setting(Setting::kWorkers)));
    return static_cast<size_t>(std::min(limit, launch.blocks()));
#endif
  }

  void serve(size_t me, uint64_t since) {
    install_signal_stack();
    auto runner = std::make_unique<BlockRunner>();
    uint64_t seen = since;
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return generation_ != seen; });
      seen = generation_;
      if (me >= wanted_) continue;
      Launch& launch = *launch_;
      lock.unlock();
      work(*runner, launch);
      lock.lock();
      if (--busy_ == 0) idle_.notify_all();
    }
  }

  static void work(BlockRunner& runner, Launch& launch) {
    runner.prepare(launch);
    const uint64_t blocks = launch.blocks();
    for (uint64_t i = launch.next++; i < blocks && !launch.failed; i = launch.next++) runner.run_block(i);
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::vector<std::thread> threads_;
  Launch* launch_ = nullptr;
  uint64_t generation_ = 0;
  size_t wanted_ = 0;
  size_t busy_ = 0;
};

// A step near the golden section of n that has no common divisor with n, so that its multiples visit every block once.
uint64_t stride(uint64_t n) {
  auto step = static_cast<uint64_t>(static_cast<double>(n) * 0.6180339887498949);
  if (step == 0) step = 1;
  while (std::gcd(step, n) != 1) ++step;
  return step;
}

}  // namespace

uint3 Launch::block_at(uint64_t i) const {
  const uint64_t n = blocks();
  uint64_t linear = i;
  if (order == Order::kReverse) linear = n - 1 - i;
  if (order == Order::kShuffled) linear = static_cast<uint64_t>((static_cast<unsigned __int128>(i) * stride(n) + seed) % n);
  return {static_cast<unsigned>(linear % grid.x), static_cast<unsigned>(linear / grid.x % grid.y),
          static_cast<unsigned>(linear / grid.x / grid.y)};
}

void Launch::fail(int code, const std::string& text) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (failed) return;
  code_ = code;
  text_ = text;
  failed = true;
}

void run(Launch& launch) {
  static std::once_flag once;
  std::call_once(once, [] {
    install_fault_handlers();
    install_sanitizer();
  });
  ++launch_count;
  launch.serial = launch_count;
  {
    const std::lock_guard<std::mutex> lock(launched_mutex);
    launched_names.insert(launch.kernel->name);
  }
  Workers::instance().run(launch);
  race::end_launch();
  if (launch.failed) report(launch.text());
}

uint64_t launches() { return launch_count; }

void forget_launched() {
  const std::lock_guard<std::mutex> lock(launched_mutex);
  launched_names.clear();
}

std::string launched() {
  const std::lock_guard<std::mutex> lock(launched_mutex);
  std::string out;
  for (const std::string& name : launched_names) out += name + '\n';
  return out;
}

}  // namespace emu
