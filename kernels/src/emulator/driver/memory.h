// Device memory and pinned host memory: a device address is a host address, between guard bands, filled with 0xff (a NaN) at first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "../engine/launch.h"

namespace emu {

enum class MemoryKind { kDevice, kPinned, kRegistered };

struct Allocation {
  uint64_t serial = 0;
  MemoryKind kind = MemoryKind::kDevice;
  const void* owner = nullptr;
  uintptr_t base = 0;
  size_t bytes = 0;
  void* raw = nullptr;
  size_t mapped = 0;  // bytes of an own mapping, 0 when it came from the heap

  std::string name() const;
};

class Memory {
 public:
  static Memory& instance();

  // Null when there is no room: EMU_MEMORY, or an allocation chosen to fail.
  void* allocate(const void* owner, size_t bytes, MemoryKind kind);
  // False for an address that is not the start of a live allocation of this kind.
  bool release(uintptr_t base, MemoryKind kind);
  bool enlist(const void* owner, void* host, size_t bytes);
  void free_all(const void* owner);

  // The live allocation that [address, address + bytes) lies in, or null.
  const Allocation* find(uintptr_t address, size_t bytes) const;
  // "" or which guard was written, and where.
  std::string damage();

  std::vector<Range> ranges() const;

  size_t live_bytes(MemoryKind kind) const;
  size_t live_count(MemoryKind kind) const;
  size_t free_bytes() const;

 private:
  void discard(const Allocation& allocation);

  std::map<uintptr_t, Allocation> live_;
  uint64_t serials_ = 0;
};

}  // namespace emu
