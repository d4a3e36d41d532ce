// What a test may ask of the emulator: from the environment at first use, then by the setters behind Emulator.java.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace emu {

enum class Order { kForward, kReverse, kShuffled };

// The numbers are part of the interface with Emulator.java (Setting).
enum class Setting : int {
  kOrder = 0,
  kSeed = 1,
  kDefer = 2,
  kMemory = 3,
  kFailAllocation = 4,
  kComputeCapability = 5,
  kDriverVersion = 6,
  kDevices = 7,
  kStrict = 8,
  kQuiet = 9,
  kWorkers = 10,
  kRefuseGraphs = 11,
  kCount = 12,
};

int64_t setting(Setting which);
void set(Setting which, int64_t value);
// Back to the environment's values.
void reset();

inline Order thread_order() { return static_cast<Order>(setting(Setting::kOrder)); }

// Counts down kFailAllocation; true for the allocation that is to fail.
bool allocation_must_fail();

// Keeps the text for Emulator.report() and writes it to stderr unless told to be quiet.
void report(const std::string& text);
std::string last_report();
void forget_report();

}  // namespace emu
