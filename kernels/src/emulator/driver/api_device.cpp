// Initialisation, version, device properties.
#include <cstring>
#include <map>

#include "context.h"

using namespace emu;

namespace {

constexpr int kMultiprocessors = 8;
constexpr const char* kName = "Emulated CUDA device";

bool is_device(int device) { return device >= 0 && device < setting(Setting::kDevices); }

int capability() { return static_cast<int>(setting(Setting::kComputeCapability)); }

// CUdevice_attribute -> value; the figures of an H100 except for the number of multiprocessors.
const std::map<int, int>& attributes() {
  static const std::map<int, int> table = {
      {1, 1024},  // max threads per block
      {2, 1024}, {3, 1024}, {4, 64},  // max block dimensions
      {5, 2147483647}, {6, 65535}, {7, 65535},  // max grid dimensions
      {8, 49152},  // shared memory per block
      {9, 65536},  // constant memory
      {10, 32},  // warp size
      {11, 2147483647},  // max pitch
      {12, 65536},  // registers per block
      {13, 1755000},  // clock, kHz
      {14, 512},  // texture alignment
      {15, 1},  // copy overlaps kernels
      {16, kMultiprocessors},
      {17, 0},  // no kernel timeout
      {18, 0},  // discrete
      {19, 1},  // can map host memory
      {20, 0},  // default compute mode
      {31, 1},  // concurrent kernels
      {32, 0},  // no ECC
      {33, 0}, {34, 0}, {50, 0},  // PCI bus, device, domain
      {35, 0},  // not TCC
      {36, 2619000},  // memory clock, kHz
      {37, 5120},  // memory bus width
      {38, 52428800},  // L2 bytes
      {39, 2048},  // threads per multiprocessor
      {40, 3},  // copy engines
      {41, 1},  // unified addressing
      {78, 1},  // stream priorities
      {81, 233472},  // shared memory per multiprocessor
      {82, 65536},  // registers per multiprocessor
      {83, 0},  // no managed memory
      {86, 0}, {87, 2},  // native atomics, float to double ratio
      {95, 0},  // no cooperative launch
      {97, 232448},  // shared memory per block, opt-in
      {106, 32},  // blocks per multiprocessor
      {111, 1024},  // reserved shared memory per block
      {115, 1},  // memory pools
  };
  return table;
}

int capability_attribute(int attribute) { return attribute == 75 ? capability() / 10 : capability() % 10; }

}  // namespace

EMU_API cuInit(unsigned flags) {
  if (flags != 0) return kInvalidValue;
  Driver& driver = Driver::instance();
  const std::lock_guard<std::recursive_mutex> lock(driver.mutex);
  if (setting(Setting::kDevices) <= 0) return kNoDevice;
  driver.initialised = true;
  return kSuccess;
}

EMU_API cuDriverGetVersion(int* version) {
  if (version == nullptr) return kInvalidValue;
  *version = static_cast<int>(setting(Setting::kDriverVersion));
  return kSuccess;
}

EMU_API cuDeviceGetCount(int* count) {
  return when_initialised([&] {
    *count = static_cast<int>(setting(Setting::kDevices));
    return int(kSuccess);
  });
}

EMU_API cuDeviceGet(int* device, int ordinal) {
  return when_initialised([&]() -> int {
    if (!is_device(ordinal)) return kInvalidDevice;
    *device = ordinal;
    return kSuccess;
  });
}

EMU_API cuDeviceGetName(char* name, int bytes, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    if (bytes <= 0) return kInvalidValue;
    std::strncpy(name, kName, static_cast<size_t>(bytes) - 1);
    name[bytes - 1] = '\0';
    return kSuccess;
  });
}

EMU_API cuDeviceGetUuid(char* uuid, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    std::memset(uuid, 0, 16);
    std::memcpy(uuid, "EMULATED", 8);
    uuid[15] = static_cast<char>(device);
    return kSuccess;
  });
}

EMU_API cuDeviceGetPCIBusId(char* text, int bytes, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    std::snprintf(text, static_cast<size_t>(bytes), "0000:%02x:00.0", static_cast<unsigned>(device));
    return kSuccess;
  });
}

EMU_API cuDeviceTotalMem_v2(size_t* bytes, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    *bytes = static_cast<size_t>(setting(Setting::kMemory));
    return kSuccess;
  });
}

EMU_API cuDeviceGetAttribute(int* value, int attribute, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    if (attribute <= 0 || attribute > 200) return kInvalidValue;
    const auto found = attributes().find(attribute);
    *value = attribute == 75 || attribute == 76 ? capability_attribute(attribute) : found == attributes().end() ? 0 : found->second;
    return kSuccess;
  });
}

EMU_API cuDeviceComputeCapability(int* major, int* minor, int device) {
  return when_initialised([&]() -> int {
    if (!is_device(device)) return kInvalidDevice;
    *major = capability() / 10;
    *minor = capability() % 10;
    return kSuccess;
  });
}
