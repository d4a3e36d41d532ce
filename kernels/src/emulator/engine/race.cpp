// The race build: kernels are compiled with -fsanitize=thread, but its calls come here. Two accesses to the same bytes by different threads of a launch, one
// of them a write and not both atomic, race unless a barrier or a __syncwarp lies between them. It does not depend on the schedule.
#include "race.h"

#ifdef EMU_RACE

#include <algorithm>
#include <unordered_map>

#include "symbols.h"

namespace emu::race {
namespace {

struct Access {
  uint64_t launch = 0;
  uint64_t block = 0;
  uint32_t interval = 0;
  uint32_t clock = 0;
  uint16_t thread = 0;
  uint8_t bytes = 0;  // which of the cell's four bytes
  bool atomic = false;
  bool write = false;
  uintptr_t instruction = 0;
};

// What is remembered of four bytes of memory.
struct Cell {
  Access write;
  Access reads[2];
};

constexpr unsigned kCellsPerPage = 1024;

struct Page {
  Cell cells[kCellsPerPage];
};

// For each lane the last moment of every other lane that it is ordered behind.
struct WarpClocks {
  uint32_t seen[32][32];
};

enum class Space { kNone, kShared, kGlobal };

struct Watch {
  Launch* launch = nullptr;
  const Library* library = nullptr;
  BlockView view;
  uint64_t block = 0;
  uint32_t interval = 0;
  std::vector<WarpClocks> warps;
  std::unordered_map<uintptr_t, Page> pages;
  uintptr_t last_key = 0;
  Page* last_page = nullptr;
};

// One worker in this build, so one watch.
Watch& watch() {
  static auto* instance = new Watch();
  return *instance;
}

bool inside(uintptr_t address, const std::vector<Range>& ranges) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), address, [](uintptr_t a, const Range& r) { return a < r.begin; });
  return after != ranges.begin() && address < std::prev(after)->end;
}

Space space_of(const Watch& w, uintptr_t address) {
  const auto dynamic = reinterpret_cast<uintptr_t>(w.view.dynamic);
  if (address >= dynamic && address < dynamic + w.launch->dynamic_bytes) return Space::kShared;
  if (address >= w.library->data_begin && address < w.library->data_end) {
    for (const auto& shared : w.library->static_shared) {
      if (address >= shared.first && address < shared.first + shared.second) return Space::kShared;
    }
    return Space::kGlobal;
  }
  return inside(address, w.launch->ranges) ? Space::kGlobal : Space::kNone;
}

Cell& cell_at(Watch& w, uintptr_t address) {
  const uintptr_t key = address / (4 * kCellsPerPage);
  if (w.last_page == nullptr || key != w.last_key) {
    w.last_page = &w.pages[key];
    w.last_key = key;
  }
  return w.last_page->cells[address / 4 % kCellsPerPage];
}

bool ordered(const Watch& w, const Access& before, const Access& now) {
  if (before.block != now.block) return false;
  if (before.interval != now.interval) return true;
  if (before.thread / 32 != now.thread / 32) return false;
  return w.warps[now.thread / 32].seen[now.thread % 32][before.thread % 32] >= before.clock;
}

bool races(const Watch& w, const Access& before, const Access& now, Space space) {
  if (before.bytes == 0 || before.launch != now.launch || (before.bytes & now.bytes) == 0) return false;
  if (before.atomic && now.atomic) return false;
  if (before.block == now.block && before.thread == now.thread) return false;
  if (space == Space::kShared && before.block != now.block) return false;
  return !ordered(w, before, now);
}

std::string text(const Access& access) {
  return std::string(access.atomic ? "atomic" : access.write ? "write" : "read") + " by thread " + std::to_string(access.thread) + " of block " +
         std::to_string(access.block) + " at " + symbolise(access.instruction);
}

void tell(Watch& w, const Access& before, const Access& now, Space space) {
  if (w.launch->failed) return;
  w.launch->fail(kLaunchFailed, std::string("kernel ") + w.launch->kernel->name + ": race on " + (space == Space::kShared ? "shared" : "global") +
                                    " memory between the " + text(before) + " and the " + text(now));
}

void remember_read(const Watch& w, Cell& cell, const Access& now) {
  for (Access& slot : cell.reads) {
    const bool same = slot.launch == now.launch && slot.block == now.block && slot.thread == now.thread;
    if (slot.bytes != 0 && slot.launch == now.launch && !same && !ordered(w, slot, now)) continue;
    slot = now;
    return;
  }
}

void look(Watch& w, Cell& cell, const Access& now, Space space) {
  if (races(w, cell.write, now, space)) tell(w, cell.write, now, space);
  if (!now.write) {
    remember_read(w, cell, now);
    return;
  }
  for (const Access& read : cell.reads) {
    if (races(w, read, now, space)) tell(w, read, now, space);
  }
  cell.write = now;
}

void access(const volatile void* where, uintptr_t bytes, bool write, bool atomic, void* instruction) {
  Watch& w = watch();
  if (w.launch == nullptr || current == nullptr) return;
  const auto address = reinterpret_cast<uintptr_t>(where);
  const Space space = space_of(w, address);
  if (space == Space::kNone) return;
  Access now;
  now.launch = w.launch->serial;
  now.block = w.block;
  now.interval = w.interval;
  now.thread = static_cast<uint16_t>(current->linear);
  now.clock = w.warps[now.thread / 32].seen[now.thread % 32][now.thread % 32];
  now.atomic = atomic;
  now.write = write;
  now.instruction = reinterpret_cast<uintptr_t>(instruction) - 1;
  for (uintptr_t a = address; a < address + bytes; a = (a / 4 + 1) * 4) {
    const uintptr_t last = std::min(address + bytes, (a / 4 + 1) * 4);
    now.bytes = static_cast<uint8_t>(((1u << (last - a)) - 1u) << a % 4);
    look(w, cell_at(w, a), now, space);
  }
}

}  // namespace

void begin_block(Launch& launch, const Library& library, const BlockView& view) {
  Watch& w = watch();
  w.launch = &launch;
  w.library = &library;
  w.view = view;
  w.block = (uint64_t(view.index.z) * view.grid.y + view.index.y) * view.grid.x + view.index.x;
  w.interval = 0;
  w.warps.assign((launch.threads() + 31) / 32, WarpClocks());
  for (WarpClocks& warp : w.warps) {
    for (int lane = 0; lane < 32; ++lane) warp.seen[lane][lane] = 1;
  }
}

void end_launch() { watch().launch = nullptr; }

void barrier() { ++watch().interval; }

void sync_warp(unsigned warp, unsigned lanes) {
  WarpClocks& clocks = watch().warps[warp];
  uint32_t joined[32] = {};
  for (int lane = 0; lane < 32; ++lane) {
    if ((lanes >> lane & 1u) == 0) continue;
    for (int other = 0; other < 32; ++other) joined[other] = std::max(joined[other], clocks.seen[lane][other]);
  }
  for (int lane = 0; lane < 32; ++lane) {
    if ((lanes >> lane & 1u) == 0) continue;
    std::copy(joined, joined + 32, clocks.seen[lane]);
    ++clocks.seen[lane][lane];
  }
}

}  // namespace emu::race

namespace emu {

void race_atomic(const void* address, unsigned bytes) { race::access(address, bytes, true, true, __builtin_return_address(0)); }

}  // namespace emu

#define EMU_HOOK extern "C" __attribute__((visibility("default"))) void

#define EMU_ACCESS(bytes)                                                                                                             \
  EMU_HOOK __tsan_read##bytes(void* p) { emu::race::access(p, bytes, false, false, __builtin_return_address(0)); }                    \
  EMU_HOOK __tsan_write##bytes(void* p) { emu::race::access(p, bytes, true, false, __builtin_return_address(0)); }                    \
  EMU_HOOK __tsan_unaligned_read##bytes(void* p) { emu::race::access(p, bytes, false, false, __builtin_return_address(0)); }          \
  EMU_HOOK __tsan_unaligned_write##bytes(void* p) { emu::race::access(p, bytes, true, false, __builtin_return_address(0)); }          \
  EMU_HOOK __tsan_volatile_read##bytes(void* p) { emu::race::access(p, bytes, false, false, __builtin_return_address(0)); }           \
  EMU_HOOK __tsan_volatile_write##bytes(void* p) { emu::race::access(p, bytes, true, false, __builtin_return_address(0)); }

EMU_ACCESS(1)
EMU_ACCESS(2)
EMU_ACCESS(4)
EMU_ACCESS(8)
EMU_ACCESS(16)

EMU_HOOK __tsan_read_range(void* p, unsigned long bytes) { emu::race::access(p, bytes, false, false, __builtin_return_address(0)); }
EMU_HOOK __tsan_write_range(void* p, unsigned long bytes) { emu::race::access(p, bytes, true, false, __builtin_return_address(0)); }
EMU_HOOK __tsan_init() {}
EMU_HOOK __tsan_func_entry(void*) {}
EMU_HOOK __tsan_func_exit() {}
EMU_HOOK __tsan_vptr_update(void**, void*) {}

#endif
