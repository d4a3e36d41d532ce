// Contexts: created, primary, current.
#include "context.h"

using namespace emu;

namespace {

bool is_device(int device) { return device >= 0 && device < setting(Setting::kDevices); }

bool alive(Context* context) { return Driver::instance().contexts.count(context) != 0; }

}  // namespace

EMU_API cuCtxCreate_v2(Context** context, unsigned flags, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    *context = Driver::instance().make_context(flags, false);
    context_stack().push_back(*context);
    return kSuccess;
  });
}

EMU_API cuCtxDestroy_v2(Context* context) {
  return when_initialised([&]() -> int {
    if (!alive(context) || context->primary) return kInvalidContext;
    auto& stack = context_stack();
    if (!stack.empty() && stack.back() == context) stack.pop_back();
    Driver::instance().destroy(context);
    return kSuccess;
  });
}

EMU_API cuCtxPushCurrent_v2(Context* context) {
  return when_initialised([&]() -> int {
    if (!alive(context)) return kInvalidContext;
    context_stack().push_back(context);
    return kSuccess;
  });
}

EMU_API cuCtxPopCurrent_v2(Context** context) {
  return when_initialised([&]() -> int {
    auto& stack = context_stack();
    if (stack.empty()) return kInvalidContext;
    if (context != nullptr) *context = stack.back();
    stack.pop_back();
    return kSuccess;
  });
}

EMU_API cuCtxSetCurrent(Context* context) {
  return when_initialised([&]() -> int {
    if (context != nullptr && !alive(context)) return kInvalidContext;
    auto& stack = context_stack();
    if (!stack.empty()) stack.pop_back();
    if (context != nullptr) stack.push_back(context);
    return kSuccess;
  });
}

EMU_API cuCtxGetCurrent(Context** context) {
  return when_initialised([&]() -> int {
    *context = current_context();
    return kSuccess;
  });
}

EMU_API cuCtxSynchronize() {
  return in_context([](Context& context) { return context.settle(); });
}

EMU_API cuCtxGetDevice(int* device) {
  return in_context([&](Context&) -> int {
    *device = 0;
    return kSuccess;
  });
}

EMU_API cuCtxGetFlags(unsigned* flags) {
  return in_context([&](Context& context) -> int {
    *flags = context.flags;
    return kSuccess;
  });
}

EMU_API cuCtxGetId(Context* context, unsigned long long* id) {
  return when_initialised([&]() -> int {
    Context* asked = context == nullptr ? current_context() : context;
    if (asked == nullptr || !alive(asked)) return kInvalidContext;
    *id = asked->id;
    return kSuccess;
  });
}

EMU_API cuCtxGetApiVersion(Context*, unsigned* version) {
  *version = 3020;
  return kSuccess;
}

EMU_API cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  return in_context([&](Context&) -> int {
    if (least != nullptr) *least = 0;
    if (greatest != nullptr) *greatest = -5;
    return kSuccess;
  });
}

EMU_API cuCtxSetCacheConfig(int) {
  return in_context([](Context&) -> int { return kSuccess; });
}

EMU_API cuCtxSetLimit(int, size_t) {
  return in_context([](Context&) -> int { return kSuccess; });
}

EMU_API cuDevicePrimaryCtxRetain(Context** context, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    Driver& driver = Driver::instance();
    if (driver.primary == nullptr) driver.primary = driver.make_context(driver.primary_flags, true);
    ++driver.primary_users;
    *context = driver.primary;
    return kSuccess;
  });
}

EMU_API cuDevicePrimaryCtxRelease_v2(int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    Driver& driver = Driver::instance();
    if (driver.primary_users == 0) return kInvalidContext;
    if (--driver.primary_users == 0) driver.destroy(driver.primary);
    return kSuccess;
  });
}

// The context keeps its handle, as on the device, and loses everything else.
EMU_API cuDevicePrimaryCtxReset_v2(int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    Context* primary = Driver::instance().primary;
    if (primary == nullptr) return kSuccess;
    primary->drain_all();
    Memory::instance().free_all(primary);
    primary->streams.clear();
    primary->events.clear();
    primary->functions.clear();
    primary->modules.clear();
    primary->error = 0;
    return kSuccess;
  });
}

EMU_API cuDevicePrimaryCtxGetState(int device, unsigned* flags, int* active) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    *flags = Driver::instance().primary_flags;
    *active = Driver::instance().primary != nullptr ? 1 : 0;
    return kSuccess;
  });
}

EMU_API cuDevicePrimaryCtxSetFlags_v2(int device, unsigned flags) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    Driver::instance().primary_flags = flags;
    return kSuccess;
  });
}
