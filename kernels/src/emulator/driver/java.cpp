// The natives of dev.arete.testkit.emulator.Emulator: primitive arguments only, so that no JNI header is needed.
#include <cstdint>

#include "context.h"

using namespace emu;

#define EMU_NATIVE(type, name) extern "C" __attribute__((visibility("default"))) type Java_dev_arete_testkit_emulator_Emulator_##name

namespace {

enum Figure {
  kLaunches = 0,
  kDeviceBytes = 1,
  kDeviceAllocations = 2,
  kPinnedAllocations = 3,
  kContexts = 4,
  kGraphLaunches = 5,
  kGraphs = 6,
  kGraphsMade = 7,
};

// Graphs and what was made of them, not yet destroyed.
int64_t live_graphs(const Driver& driver) {
  size_t live = 0;
  for (const auto& context : driver.contexts) live += context.second->graphs.size() + context.second->executables.size();
  return static_cast<int64_t>(live);
}

int64_t figure(int which) {
  Driver& driver = Driver::instance();
  const std::lock_guard<std::recursive_mutex> lock(driver.mutex);
  const Memory& memory = Memory::instance();
  switch (which) {
    case kLaunches: return static_cast<int64_t>(launches());
    case kDeviceBytes: return static_cast<int64_t>(memory.live_bytes(MemoryKind::kDevice));
    case kDeviceAllocations: return static_cast<int64_t>(memory.live_count(MemoryKind::kDevice));
    case kPinnedAllocations: return static_cast<int64_t>(memory.live_count(MemoryKind::kPinned));
    case kContexts: return static_cast<int64_t>(driver.contexts.size());
    case kGraphLaunches: return static_cast<int64_t>(graph_launches());
    case kGraphs: return live_graphs(driver);
    case kGraphsMade: return static_cast<int64_t>(graph_instantiations());
    default: return -1;
  }
}

int byte_of(const std::string& text, int index) {
  return index >= 0 && static_cast<size_t>(index) < text.size() ? static_cast<unsigned char>(text[static_cast<size_t>(index)]) : -1;
}

}  // namespace

EMU_NATIVE(void, set)(void*, void*, int which, int64_t value) {
  if (which >= 0 && which < static_cast<int>(Setting::kCount)) set(static_cast<Setting>(which), value);
}

EMU_NATIVE(int64_t, figure)(void*, void*, int which) { return figure(which); }

// Texts leave byte by byte; -1 behind the last.
EMU_NATIVE(int, reportByte)(void*, void*, int index) { return byte_of(last_report(), index); }

EMU_NATIVE(int, launchedByte)(void*, void*, int index) { return byte_of(launched(), index); }

EMU_NATIVE(void, reset)(void*, void*) {
  reset();
  forget_report();
  forget_launched();
}
