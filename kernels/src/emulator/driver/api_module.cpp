// Modules, functions, device variables. Whatever device code is loaded, the emulated kernels stand in for it.
#include <fstream>
#include <iterator>

#include "context.h"
#include "image.h"

using namespace emu;

namespace {

int load(Context& context, const Image& image, LoadedModule** out) {
  if (image.result != kSuccess) return image.result;
  const std::string path = image.path.empty() ? default_module_path() : image.path;
  std::string error;
  const Module* code = open_module(path, &error);
  if (code == nullptr) {
    report("cannot load " + path + ": " + error);
    return kSharedObjectInitFailed;
  }
  auto made = std::make_unique<LoadedModule>();
  made->code = code;
  made->image = image.text;
  *out = made.get();
  context.modules[*out] = std::move(made);
  return kSuccess;
}

template <class F>
int in_module(LoadedModule* module, F body) {
  return in_context([&](Context& context) -> int {
    return context.modules.count(module) == 0 ? int(kInvalidHandle) : body(context);
  });
}

template <class F>
int in_function(Function* function, F body) {
  return in_context([&](Context& context) -> int {
    return context.functions.count(function) == 0 ? int(kInvalidHandle) : body(*function);
  });
}

enum FunctionAttribute { kMaxThreads = 0, kStaticShared = 1, kRegisters = 4, kPtxVersion = 5, kBinaryVersion = 6, kMaxDynamic = 8, kCarveout = 9 };

constexpr int kOptInShared = 232448;
constexpr int kAssumedRegisters = 32;

}  // namespace

EMU_API cuModuleLoadData(LoadedModule** module, const void* image) {
  return in_context([&](Context& context) { return load(context, inspect(image), module); });
}

EMU_API cuModuleLoadDataEx(LoadedModule** module, const void* image, unsigned, int*, void**) { return cuModuleLoadData(module, image); }

EMU_API cuModuleLoadFatBinary(LoadedModule** module, const void* image) { return cuModuleLoadData(module, image); }

EMU_API cuModuleLoad(LoadedModule** module, const char* path) {
  return in_context([&](Context& context) -> int {
    std::ifstream in(path, std::ios::binary);
    if (!in) return kFileNotFound;
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return load(context, inspect(bytes.c_str()), module);
  });
}

EMU_API cuModuleUnload(LoadedModule* module) {
  return in_module(module, [&](Context& context) -> int {
    if (const int code = context.settle()) return code;
    for (auto& entry : module->functions) context.functions.erase(entry.second.get());
    context.modules.erase(module);
    return kSuccess;
  });
}

EMU_API cuModuleGetFunction(Function** out, LoadedModule* module, const char* name) {
  return in_module(module, [&](Context& context) -> int {
    const Entry* entry = module->code->find(name);
    if (entry == nullptr || (!module->image.empty() && !names_entry(module->image, name))) return kNotFound;
    auto& slot = module->functions[name];
    if (slot == nullptr) slot = std::make_unique<Function>();
    slot->module = module;
    slot->entry = entry;
    context.functions[slot.get()] = module;
    *out = slot.get();
    return kSuccess;
  });
}

EMU_API cuModuleGetGlobal_v2(unsigned long long* address, size_t* bytes, LoadedModule* module, const char* name) {
  return in_module(module, [&](Context& context) -> int {
    size_t size = 0;
    void* found = module->code->variable(name, &size);
    if (found == nullptr) return kNotFound;
    Memory::instance().enlist(&context, found, size);
    if (address != nullptr) *address = reinterpret_cast<uintptr_t>(found);
    if (bytes != nullptr) *bytes = size;
    return kSuccess;
  });
}

EMU_API cuModuleGetLoadingMode(int* mode) {
  *mode = 1;  // eager
  return kSuccess;
}

EMU_API cuFuncGetModule(LoadedModule** module, Function* function) {
  return in_context([&](Context& context) -> int {
    const auto found = context.functions.find(function);
    if (found == context.functions.end()) return kInvalidHandle;
    *module = found->second;
    return kSuccess;
  });
}

// Registers, local memory and static shared memory are the compiler's business and unknown here: stated values, not measured ones.
EMU_API cuFuncGetAttribute(int* value, int attribute, Function* function) {
  return in_function(function, [&](Function& known) -> int {
    const int capability = static_cast<int>(setting(Setting::kComputeCapability));
    switch (attribute) {
      case kMaxThreads: *value = static_cast<int>(known.entry->kernel->max_threads); break;
      case kRegisters: *value = kAssumedRegisters; break;
      case kPtxVersion:
      case kBinaryVersion: *value = capability; break;
      case kMaxDynamic: *value = known.max_dynamic; break;
      default: *value = 0; break;
    }
    return kSuccess;
  });
}

EMU_API cuFuncSetAttribute(Function* function, int attribute, int value) {
  return in_function(function, [&](Function& known) -> int {
    if (attribute == kCarveout) return kSuccess;
    if (attribute != kMaxDynamic || value < 0 || value > kOptInShared) return kInvalidValue;
    known.max_dynamic = value;
    return kSuccess;
  });
}

EMU_API cuFuncSetCacheConfig(Function* function, int) {
  return in_function(function, [](Function&) -> int { return kSuccess; });
}
