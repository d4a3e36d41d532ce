#include "memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "../engine/settings.h"

namespace emu {
namespace {

constexpr size_t kAlignment = 256;
// Larger buffers are poisoned at their ends only, so that a test may reserve more than the machine has.
constexpr size_t kPoisonedWhole = size_t(256) << 20;
constexpr size_t kPoisonedEnd = size_t(1) << 20;
// A NaN as float and as double, and unlike the poison, so that a stray -1 shows.
constexpr uint32_t kGuardWord = 0xfffbfffbu;

// From kMappedFrom on a buffer has a mapping of its own. The sanitizer's heap has better guards than ours, but touches a byte for every eight.
#ifdef EMU_SANITIZE
constexpr size_t kGuard = 0;
constexpr size_t kMappedFrom = size_t(1) << 30;
#else
constexpr size_t kGuard = 1024;
constexpr size_t kMappedFrom = size_t(1) << 20;
#endif

size_t rounded(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

// Byte by byte, because the guard behind a buffer starts at any address.
unsigned char guard_byte(uintptr_t address) { return static_cast<unsigned char>(kGuardWord >> (address % 4 * 8)); }

void write_guard(uintptr_t from) {
  for (uintptr_t a = from; a < from + kGuard; ++a) *reinterpret_cast<unsigned char*>(a) = guard_byte(a);
}

// The distance of the first damaged byte from `from`, or kGuard.
size_t first_damage(uintptr_t from) {
  uintptr_t a = from;
  const uintptr_t end = from + kGuard;
  for (; a < end && a % 8 != 0; ++a) {
    if (*reinterpret_cast<const unsigned char*>(a) != guard_byte(a)) return a - from;
  }
  const uint64_t word = uint64_t(kGuardWord) << 32 | kGuardWord;
  for (; a + 8 <= end && std::memcmp(reinterpret_cast<const void*>(a), &word, 8) == 0; a += 8) continue;
  for (; a < end; ++a) {
    if (*reinterpret_cast<const unsigned char*>(a) != guard_byte(a)) return a - from;
  }
  return kGuard;
}

void poison(void* memory, size_t bytes) {
  if (bytes <= kPoisonedWhole) {
    std::memset(memory, 0xff, bytes);
  } else {
    std::memset(memory, 0xff, kPoisonedEnd);
    std::memset(static_cast<char*>(memory) + bytes - kPoisonedEnd, 0xff, kPoisonedEnd);
  }
}

}  // namespace

std::string Allocation::name() const {
  char address[32];
  std::snprintf(address, sizeof address, "0x%llx", static_cast<unsigned long long>(base));
  const char* what = kind == MemoryKind::kDevice ? "device" : "pinned host";
  return std::string(what) + " allocation #" + std::to_string(serial) + " of " + std::to_string(bytes) + " bytes at " + address;
}

Memory& Memory::instance() {
  static auto* memory = new Memory();
  return *memory;
}

size_t Memory::free_bytes() const {
  const auto limit = static_cast<size_t>(std::max<int64_t>(0, setting(Setting::kMemory)));
  const size_t used = live_bytes(MemoryKind::kDevice);
  return limit > used ? limit - used : 0;
}

void* Memory::allocate(const void* owner, size_t bytes, MemoryKind kind) {
  if (allocation_must_fail()) return nullptr;
  if (kind == MemoryKind::kDevice && rounded(bytes, kAlignment) > free_bytes()) return nullptr;
  Allocation made;
  const size_t front = rounded(kGuard, kAlignment);
  const size_t whole = front + bytes + kGuard;
  if (whole >= kMappedFrom) {
    made.mapped = rounded(whole, 4096);
    made.raw = mmap(nullptr, made.mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (made.raw == MAP_FAILED) return nullptr;
  } else if (posix_memalign(&made.raw, kAlignment, whole) != 0) {
    return nullptr;
  }
  made.serial = ++serials_;
  made.kind = kind;
  made.owner = owner;
  made.bytes = bytes;
  made.base = reinterpret_cast<uintptr_t>(made.raw) + front;
  poison(reinterpret_cast<void*>(made.base), bytes);
  write_guard(made.base - kGuard);
  write_guard(made.base + bytes);
  live_[made.base] = made;
  return reinterpret_cast<void*>(made.base);
}

void Memory::discard(const Allocation& allocation) {
  if (allocation.kind == MemoryKind::kRegistered) return;
  if (allocation.mapped != 0) {
    munmap(allocation.raw, allocation.mapped);
  } else {
    std::memset(reinterpret_cast<void*>(allocation.base), 0xff, allocation.bytes);
    std::free(allocation.raw);
  }
}

bool Memory::release(uintptr_t base, MemoryKind kind) {
  const auto found = live_.find(base);
  if (found == live_.end() || found->second.kind != kind) return false;
  discard(found->second);
  live_.erase(found);
  return true;
}

bool Memory::enlist(const void* owner, void* host, size_t bytes) {
  Allocation made;
  made.serial = ++serials_;
  made.kind = MemoryKind::kRegistered;
  made.owner = owner;
  made.base = reinterpret_cast<uintptr_t>(host);
  made.bytes = bytes;
  return live_.emplace(made.base, made).second;
}

void Memory::free_all(const void* owner) {
  for (auto it = live_.begin(); it != live_.end();) {
    if (it->second.owner != owner) {
      ++it;
      continue;
    }
    discard(it->second);
    it = live_.erase(it);
  }
}

const Allocation* Memory::find(uintptr_t address, size_t bytes) const {
  auto it = live_.upper_bound(address);
  if (it == live_.begin()) return nullptr;
  const Allocation& candidate = (--it)->second;
  const size_t offset = address - candidate.base;
  return offset <= candidate.bytes && bytes <= candidate.bytes - offset ? &candidate : nullptr;
}

std::string Memory::damage() {
  if (kGuard == 0) return "";
  for (auto& entry : live_) {
    const Allocation& allocation = entry.second;
    if (allocation.kind == MemoryKind::kRegistered) continue;
    const size_t behind = first_damage(allocation.base + allocation.bytes);
    const size_t before = first_damage(allocation.base - kGuard);
    if (behind == kGuard && before == kGuard) continue;
    write_guard(allocation.base + allocation.bytes);  // reported once
    write_guard(allocation.base - kGuard);
    const std::string place = behind != kGuard ? std::to_string(behind) + " bytes past the end of "
                                               : std::to_string(kGuard - before) + " bytes before the start of ";
    return "memory was written " + place + allocation.name();
  }
  return "";
}

std::vector<Range> Memory::ranges() const {
  std::vector<Range> out;
  for (const auto& entry : live_) out.push_back({entry.second.base, entry.second.base + entry.second.bytes});
  return out;
}

size_t Memory::live_bytes(MemoryKind kind) const {
  size_t sum = 0;
  for (const auto& entry : live_) {
    if (entry.second.kind == kind) sum += rounded(entry.second.bytes, kAlignment);
  }
  return sum;
}

size_t Memory::live_count(MemoryKind kind) const {
  return static_cast<size_t>(std::count_if(live_.begin(), live_.end(), [kind](const auto& e) { return e.second.kind == kind; }));
}

}  // namespace emu
