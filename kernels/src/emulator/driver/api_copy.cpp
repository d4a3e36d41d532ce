// Copies and fills. Every device range must lie in one live allocation.
#include <cstring>

#include "context.h"

using namespace emu;

using Address = unsigned long long;

namespace {

char* memory(Address address) { return reinterpret_cast<char*>(static_cast<uintptr_t>(address)); }

bool on_device(Address address, size_t bytes) { return Memory::instance().find(address, bytes) != nullptr; }

bool pinned(const void* host, size_t bytes) {
  const Allocation* found = Memory::instance().find(reinterpret_cast<uintptr_t>(host), bytes);
  return found != nullptr && found->kind != MemoryKind::kDevice;
}

int copy_now(void* to, const void* from, size_t bytes) {
  std::memmove(to, from, bytes);
  return kSuccess;
}

// From pageable memory the driver reads before the call returns; from pinned memory whenever the copy's turn comes.
int to_device(Context& context, Address to, const void* from, size_t bytes, Stream& stream) {
  if (pinned(from, bytes)) {
    context.enqueue(stream, [=] { return copy_now(memory(to), from, bytes); });
    return context.error;
  }
  auto staged = std::make_shared<std::vector<char>>(static_cast<const char*>(from), static_cast<const char*>(from) + bytes);
  context.enqueue(stream, [=] { return copy_now(memory(to), staged->data(), bytes); });
  return context.error;
}

// Into pageable memory the copy is complete when the call returns.
int to_host(Context& context, void* to, Address from, size_t bytes, Stream& stream) {
  context.enqueue(stream, [=] { return copy_now(to, memory(from), bytes); });
  if (!pinned(to, bytes)) stream.drain();
  return context.error;
}

int check(Address device, const void* host, size_t bytes) {
  return bytes == 0 || (host != nullptr && on_device(device, bytes)) ? kSuccess : kInvalidValue;
}

template <class T>
int fill(Context& context, Address to, T value, size_t count, Stream& stream) {
  if (count == 0) return kSuccess;
  if (to % sizeof(T) != 0 || !on_device(to, count * sizeof(T))) return kInvalidValue;
  context.enqueue(stream, [=]() -> int {
    for (size_t i = 0; i < count; ++i) std::memcpy(memory(to) + i * sizeof(T), &value, sizeof(T));
    return kSuccess;
  });
  return context.error;
}

int fill_bytes(Context& context, Address to, unsigned char value, size_t count, Stream& stream) {
  if (count == 0) return kSuccess;
  if (!on_device(to, count)) return kInvalidValue;
  context.enqueue(stream, [=]() -> int {
    std::memset(memory(to), value, count);
    return kSuccess;
  });
  return context.error;
}

template <class F>
int on_stream(void* handle, F body) {
  return in_context([&](Context& context) -> int {
    Stream* stream = context.stream(handle);
    return stream == nullptr ? int(kInvalidHandle) : body(context, *stream);
  });
}

int between_devices(Context& context, Address to, Address from, size_t bytes, Stream& stream) {
  if (bytes == 0) return kSuccess;
  if (!on_device(to, bytes) || !on_device(from, bytes)) return kInvalidValue;
  context.enqueue(stream, [=] { return copy_now(memory(to), memory(from), bytes); });
  return context.error;
}

}  // namespace

EMU_API cuMemcpyHtoDAsync_v2(Address to, const void* from, size_t bytes, void* stream) {
  return on_stream(stream, [&](Context& context, Stream& on) -> int {
    const int code = check(to, from, bytes);
    return code != kSuccess || bytes == 0 ? code : to_device(context, to, from, bytes, on);
  });
}

EMU_API cuMemcpyDtoHAsync_v2(void* to, Address from, size_t bytes, void* stream) {
  return on_stream(stream, [&](Context& context, Stream& on) -> int {
    const int code = check(from, to, bytes);
    return code != kSuccess || bytes == 0 ? code : to_host(context, to, from, bytes, on);
  });
}

EMU_API cuMemcpyHtoD_v2(Address to, const void* from, size_t bytes) {
  return in_context([&](Context& context) -> int {
    if (const int code = check(to, from, bytes)) return code;
    context.synchronise_legacy();
    if (context.error == 0 && bytes != 0) copy_now(memory(to), from, bytes);
    return context.error;
  });
}

EMU_API cuMemcpyDtoH_v2(void* to, Address from, size_t bytes) {
  return in_context([&](Context& context) -> int {
    if (const int code = check(from, to, bytes)) return code;
    context.synchronise_legacy();
    if (context.error == 0 && bytes != 0) copy_now(to, memory(from), bytes);
    return context.error;
  });
}

EMU_API cuMemcpyDtoDAsync_v2(Address to, Address from, size_t bytes, void* stream) {
  return on_stream(stream, [&](Context& context, Stream& on) { return between_devices(context, to, from, bytes, on); });
}

EMU_API cuMemcpyDtoD_v2(Address to, Address from, size_t bytes) { return cuMemcpyDtoDAsync_v2(to, from, bytes, nullptr); }

EMU_API cuMemsetD8Async(Address to, unsigned char value, size_t count, void* stream) {
  return on_stream(stream, [&](Context& context, Stream& on) { return fill_bytes(context, to, value, count, on); });
}

EMU_API cuMemsetD8_v2(Address to, unsigned char value, size_t count) { return cuMemsetD8Async(to, value, count, nullptr); }

EMU_API cuMemsetD16Async(Address to, unsigned short value, size_t count, void* stream) {
  return on_stream(stream, [&](Context& context, Stream& on) { return fill(context, to, value, count, on); });
}

EMU_API cuMemsetD16_v2(Address to, unsigned short value, size_t count) { return cuMemsetD16Async(to, value, count, nullptr); }

EMU_API cuMemsetD32Async(Address to, unsigned value, size_t count, void* stream) {
  return on_stream(stream, [&](Context& context, Stream& on) { return fill(context, to, value, count, on); });
}

EMU_API cuMemsetD32_v2(Address to, unsigned value, size_t count) { return cuMemsetD32Async(to, value, count, nullptr); }
