#include "settings.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

namespace emu {
namespace {

std::atomic<int64_t> values[static_cast<int>(Setting::kCount)];
std::once_flag once;
std::mutex report_mutex;
std::string report_text;

int64_t number(const char* name, int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::strtoll(text, nullptr, 0);
}

int64_t order_from_environment() {
  const char* text = std::getenv("EMU_ORDER");
  if (text == nullptr || std::strcmp(text, "forward") == 0) return static_cast<int64_t>(Order::kForward);
  if (std::strcmp(text, "reverse") == 0) return static_cast<int64_t>(Order::kReverse);
  if (std::strcmp(text, "shuffled") == 0) return static_cast<int64_t>(Order::kShuffled);
  std::fprintf(stderr, "emulator: EMU_ORDER must be forward, reverse or shuffled, got %s; using forward\n", text);
  return static_cast<int64_t>(Order::kForward);
}

void put(Setting which, int64_t value) { values[static_cast<int>(which)] = value; }

void read_environment() {
  put(Setting::kOrder, order_from_environment());
  put(Setting::kSeed, number("EMU_SEED", 1));
  put(Setting::kDefer, number("EMU_DEFER", 0));
  put(Setting::kMemory, number("EMU_MEMORY", int64_t(8) << 30));
  put(Setting::kFailAllocation, 0);
  put(Setting::kComputeCapability, number("EMU_CC", 90));
  put(Setting::kDriverVersion, number("EMU_DRIVER_VERSION", 12060));
  put(Setting::kDevices, number("EMU_DEVICES", 1));
  put(Setting::kStrict, number("EMU_STRICT", 1));
  put(Setting::kQuiet, number("EMU_QUIET", 0));
  put(Setting::kRefuseGraphs, 0);
  const unsigned cores = std::thread::hardware_concurrency();
  put(Setting::kWorkers, number("EMU_WORKERS", cores == 0 ? 1 : cores));
}

}  // namespace

int64_t setting(Setting which) {
  std::call_once(once, read_environment);
  return values[static_cast<int>(which)];
}

void set(Setting which, int64_t value) {
  std::call_once(once, read_environment);
  put(which, value);
}

void reset() {
  std::call_once(once, read_environment);
  read_environment();
}

bool allocation_must_fail() {
  const int64_t left = setting(Setting::kFailAllocation);
  if (left <= 0) return false;
  put(Setting::kFailAllocation, left - 1);
  return left == 1;
}

void report(const std::string& text) {
  const std::lock_guard<std::mutex> lock(report_mutex);
  report_text = text;
  if (setting(Setting::kQuiet) == 0) std::fprintf(stderr, "emulator: %s\n", text.c_str());
}

std::string last_report() {
  const std::lock_guard<std::mutex> lock(report_mutex);
  return report_text;
}

void forget_report() {
  const std::lock_guard<std::mutex> lock(report_mutex);
  report_text.clear();
}

}  // namespace emu
