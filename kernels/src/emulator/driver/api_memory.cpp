// Allocation: device, stream-ordered, pinned host.
#include "context.h"

using namespace emu;

using Address = unsigned long long;

namespace {

uintptr_t host(const void* p) { return reinterpret_cast<uintptr_t>(p); }

int allocate(Context& context, size_t bytes, MemoryKind kind, void** out) {
  if (out == nullptr || bytes == 0) return kInvalidValue;
  void* made = Memory::instance().allocate(&context, bytes, kind);
  if (made == nullptr) return kOutOfMemory;
  *out = made;
  return kSuccess;
}

// Freeing waits for all work, as the device's cuMemFree does, and is the last chance to look at the guards.
int release(Context& context, uintptr_t address, MemoryKind kind) {
  if (address == 0) return kSuccess;
  if (const int code = context.settle()) return code;
  return Memory::instance().release(address, kind) ? kSuccess : kInvalidValue;
}

}  // namespace

EMU_API cuMemAlloc_v2(Address* address, size_t bytes) {
  return in_context([&](Context& context) -> int {
    void* made = nullptr;
    const int code = allocate(context, bytes, MemoryKind::kDevice, &made);
    if (code == kSuccess) *address = host(made);
    return code;
  });
}

EMU_API cuMemFree_v2(Address address) {
  return in_context([&](Context& context) { return release(context, address, MemoryKind::kDevice); });
}

EMU_API cuMemAllocAsync(Address* address, size_t bytes, void* stream) {
  return in_context([&](Context& context) -> int {
    if (context.stream(stream) == nullptr) return kInvalidHandle;
    void* made = nullptr;
    const int code = allocate(context, bytes, MemoryKind::kDevice, &made);
    if (code == kSuccess) *address = host(made);
    return code;
  });
}

EMU_API cuMemFreeAsync(Address address, void* stream) {
  return in_context([&](Context& context) -> int {
    Stream* on = context.stream(stream);
    if (on == nullptr) return kInvalidHandle;
    const Allocation* found = Memory::instance().find(address, 0);
    if (found == nullptr || found->base != address || found->kind != MemoryKind::kDevice) return kInvalidValue;
    context.enqueue(*on, [address]() -> int {
      if (const int code = check_guards("work before a free")) return code;
      Memory::instance().release(address, MemoryKind::kDevice);
      return kSuccess;
    });
    return context.error;
  });
}

EMU_API cuMemGetInfo_v2(size_t* free, size_t* total) {
  return in_context([&](Context&) -> int {
    *free = Memory::instance().free_bytes();
    *total = static_cast<size_t>(setting(Setting::kMemory));
    return kSuccess;
  });
}

EMU_API cuMemGetAddressRange_v2(Address* base, size_t* bytes, Address address) {
  return in_context([&](Context&) -> int {
    const Allocation* found = Memory::instance().find(address, 1);
    if (found == nullptr) return kNotFound;
    if (base != nullptr) *base = found->base;
    if (bytes != nullptr) *bytes = found->bytes;
    return kSuccess;
  });
}

EMU_API cuMemHostAlloc(void** out, size_t bytes, unsigned) {
  return in_context([&](Context& context) { return allocate(context, bytes, MemoryKind::kPinned, out); });
}

EMU_API cuMemAllocHost_v2(void** out, size_t bytes) { return cuMemHostAlloc(out, bytes, 0); }

EMU_API cuMemFreeHost(void* memory) {
  return in_context([&](Context& context) { return release(context, host(memory), MemoryKind::kPinned); });
}

EMU_API cuMemHostGetDevicePointer_v2(Address* address, void* memory, unsigned) {
  return in_context([&](Context&) -> int {
    const Allocation* found = Memory::instance().find(host(memory), 0);
    if (found == nullptr || found->kind == MemoryKind::kDevice) return kInvalidValue;
    *address = host(memory);
    return kSuccess;
  });
}

EMU_API cuMemHostRegister_v2(void* memory, size_t bytes, unsigned) {
  return in_context([&](Context& context) -> int {
    if (memory == nullptr || bytes == 0) return kInvalidValue;
    return Memory::instance().enlist(&context, memory, bytes) ? kSuccess : kHostMemoryAlreadyRegistered;
  });
}

EMU_API cuMemHostUnregister(void* memory) {
  return in_context([&](Context& context) -> int {
    context.drain_all();
    return Memory::instance().release(host(memory), MemoryKind::kRegistered) ? kSuccess : kHostMemoryNotRegistered;
  });
}
