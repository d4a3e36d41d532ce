// Kernel launches and occupancy.
#include <cstring>

#include "context.h"

using namespace emu;

namespace {

constexpr unsigned kMaxThreads = 1024;
constexpr int kThreadsPerMultiprocessor = 2048;
constexpr int kBlocksPerMultiprocessor = 32;
constexpr size_t kSharedPerMultiprocessor = 233472;
constexpr size_t kReservedShared = 1024;
constexpr unsigned kSixteenBits = 65535;
constexpr unsigned kMaxGridX = 2147483647;

// The arguments as they were at the launch call.
struct Arguments {
  explicit Arguments(const Kernel& kernel, void** given) {
    for (unsigned i = 0; i < kernel.parameter_count; ++i) {
      const auto* bytes = static_cast<const char*>(given[i]);
      values.emplace_back(bytes, bytes + kernel.parameters[i].bytes);
    }
    for (auto& value : values) pointers.push_back(value.data());
  }

  std::vector<std::vector<char>> values;
  std::vector<void*> pointers;
};

bool shape_allowed(const Function& function, dim3 grid, dim3 block, unsigned dynamic) {
  if (grid.x == 0 || grid.y == 0 || grid.z == 0 || block.x == 0 || block.y == 0 || block.z == 0) return false;
  if (grid.x > kMaxGridX || grid.y > kSixteenBits || grid.z > kSixteenBits) return false;
  if (block.x > kMaxThreads || block.y > kMaxThreads || block.z > 64) return false;
  const uint64_t threads = uint64_t(block.x) * block.y * block.z;
  return threads <= function.entry->kernel->max_threads && dynamic <= static_cast<unsigned>(function.max_dynamic);
}

// "" or which argument points nowhere. Pointers inside structs are not seen.
std::string bad_pointer(const Kernel& kernel, const Arguments& arguments) {
  for (unsigned i = 0; i < kernel.parameter_count; ++i) {
    if (!kernel.parameters[i].pointer) continue;
    uintptr_t address = 0;
    std::memcpy(&address, arguments.values[i].data(), sizeof address);
    if (address == 0 || Memory::instance().find(address, 0) != nullptr) continue;
    char text[32];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(address));
    return std::string("kernel ") + kernel.name + ": argument " + std::to_string(i) + ", " + text + ", points into no live allocation";
  }
  return "";
}

int execute(const Function& function, dim3 grid, dim3 block, unsigned dynamic, Arguments& arguments) {
  const Kernel& kernel = *function.entry->kernel;
  const std::string bad = bad_pointer(kernel, arguments);
  if (!bad.empty()) {
    report(bad);
    return kIllegalAddress;
  }
  Launch launch;
  launch.kernel = &kernel;
  launch.module = function.module->code;
  launch.library = function.entry->library;
  launch.arguments = arguments.pointers.data();
  launch.grid = grid;
  launch.block = block;
  launch.dynamic_bytes = dynamic;
  launch.order = thread_order();
  launch.seed = static_cast<uint64_t>(setting(Setting::kSeed));
  launch.strict = setting(Setting::kStrict) != 0;
#ifdef EMU_RACE
  launch.ranges = Memory::instance().ranges();
#endif
  run(launch);
  if (launch.failed) return launch.code();
  return check_guards(std::string("kernel ") + kernel.name);
}

int blocks_per_multiprocessor(const Function& function, int block, size_t dynamic) {
  if (block <= 0 || block > static_cast<int>(function.entry->kernel->max_threads)) return 0;
  const int by_threads = kThreadsPerMultiprocessor / ((block + 31) / 32 * 32);
  const int by_shared = static_cast<int>(kSharedPerMultiprocessor / (dynamic + kReservedShared));
  return std::min(kBlocksPerMultiprocessor, std::min(by_threads, by_shared));
}

}  // namespace

EMU_API cuLaunchKernel(Function* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned dynamic, void* stream,
                       void** arguments, void** extra) {
  return in_context([&](Context& context) -> int {
    Stream* on = context.stream(stream);
    if (on == nullptr || context.functions.count(function) == 0) return kInvalidHandle;
    if (extra != nullptr) return kNotSupported;
    const dim3 grid(gx, gy, gz), block(bx, by, bz);
    if (!shape_allowed(*function, grid, block, dynamic)) return kInvalidValue;
    const Kernel& kernel = *function->entry->kernel;
    if (arguments == nullptr && kernel.parameter_count > 0) return kInvalidValue;
    auto copied = std::make_shared<Arguments>(kernel, arguments);
    context.enqueue(*on, [=] { return execute(*function, grid, block, dynamic, *copied); });
    return kSuccess;  // a kernel that fails is seen at the next call, as on the device
  });
}

EMU_API cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, Function* function, int block, size_t dynamic) {
  return in_context([&](Context& context) -> int {
    if (context.functions.count(function) == 0) return kInvalidHandle;
    *blocks = blocks_per_multiprocessor(*function, block, dynamic);
    return kSuccess;
  });
}

EMU_API cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, Function* function, int block, size_t dynamic, unsigned) {
  return cuOccupancyMaxActiveBlocksPerMultiprocessor(blocks, function, block, dynamic);
}

EMU_API cuOccupancyMaxPotentialBlockSize(int* grid, int* block, Function* function, size_t (*shared_for)(int), size_t dynamic, int limit) {
  return in_context([&](Context& context) -> int {
    if (context.functions.count(function) == 0) return kInvalidHandle;
    int best = 0;
    const int most = static_cast<int>(function->entry->kernel->max_threads);
    for (int size = limit > 0 ? std::min(limit, most) : most; size > 0; size -= 32) {
      const size_t shared = shared_for != nullptr ? shared_for(size) : dynamic;
      const int threads = size * blocks_per_multiprocessor(*function, size, shared);
      if (threads <= best) continue;
      best = threads;
      *block = size;
      *grid = 8 * blocks_per_multiprocessor(*function, size, shared);
    }
    return best > 0 ? kSuccess : kInvalidValue;
  });
}
