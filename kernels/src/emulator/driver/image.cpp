#include "image.h"

#include <elf.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>

#include "../engine/settings.h"
#include "result.h"

namespace emu {
namespace {

constexpr const char* kPathPrefix = "emu-module:";
constexpr uint32_t kFatbin = 0xba55ed50u;
constexpr uint32_t kFatbinWrapper = 0x466243b1u;
constexpr unsigned kCudaMachine = 190;
constexpr unsigned char kNewCudaAbi = 41;

int capability() { return static_cast<int>(setting(Setting::kComputeCapability)); }

Image refused(int result) {
  Image image;
  image.result = result;
  return image;
}

// Machine code runs on its own major version, at its minor or a later one.
Image inspect_cubin(const unsigned char* bytes) {
  Elf64_Ehdr header;
  std::memcpy(&header, bytes, sizeof header);
  if (header.e_machine != kCudaMachine) return refused(kInvalidImage);
  const bool new_abi = header.e_ident[EI_OSABI] == kNewCudaAbi || header.e_ident[EI_ABIVERSION] >= 8;
  const int built_for = static_cast<int>(new_abi ? header.e_flags >> 8 & 0xff : header.e_flags & 0xff);
  if (built_for / 10 != capability() / 10 || built_for % 10 > capability() % 10) return refused(kNoBinaryForGpu);
  const size_t sections = header.e_shoff + size_t(header.e_shnum) * header.e_shentsize;
  const size_t segments = header.e_phoff + size_t(header.e_phnum) * header.e_phentsize;
  Image image;
  image.text.assign(reinterpret_cast<const char*>(bytes), std::max(sections, segments));
  return image;
}

// The first driver that reads a PTX version, as cuDriverGetVersion numbers it: 7.y came with CUDA 11.y, 8.0 to 8.5 with 12.0 to 12.5, then one more each.
int driver_for_ptx(int major, int minor) {
  if (major <= 6) return 10000;
  if (major == 7) return 11000 + 10 * minor;
  if (major == 8) return 12000 + 10 * (minor <= 5 ? minor : minor + 1);
  return (major + 4) * 1000 + 10 * minor;
}

Image inspect_ptx(const std::string& text) {
  int major = 0, minor = 0, target = 0;
  const size_t version = text.find(".version");
  const size_t at = text.find(".target");
  if (version == std::string::npos || at == std::string::npos) return refused(kInvalidImage);
  if (std::sscanf(text.c_str() + version, ".version %d.%d", &major, &minor) != 2) return refused(kInvalidPtx);
  if (std::sscanf(text.c_str() + at, ".target sm_%d", &target) != 1) return refused(kInvalidPtx);
  if (driver_for_ptx(major, minor) > setting(Setting::kDriverVersion)) return refused(kUnsupportedPtxVersion);
  if (target > capability()) return refused(kInvalidPtx);
  Image image;
  image.text = text;
  return image;
}

bool part_of_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }

}  // namespace

Image inspect(const void* bytes) {
  if (bytes == nullptr) return refused(kInvalidValue);
  const auto* data = static_cast<const unsigned char*>(bytes);
  if (std::memcmp(data, ELFMAG, SELFMAG) == 0) return inspect_cubin(data);
  uint32_t magic = 0;
  std::memcpy(&magic, data, sizeof magic);
  if (magic == kFatbin || magic == kFatbinWrapper) return {};
  const std::string text(static_cast<const char*>(bytes));
  if (text.compare(0, std::strlen(kPathPrefix), kPathPrefix) == 0) {
    Image image;
    image.path = text.substr(std::strlen(kPathPrefix));
    return image;
  }
  return inspect_ptx(text);
}

bool names_entry(const std::string& text, const std::string& name) {
  const bool cubin = text.compare(0, SELFMAG, ELFMAG) == 0;
  const std::string wanted = cubin ? ".text." + name : name;
  for (size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    const size_t end = at + wanted.size();
    const bool ends = end >= text.size() || !part_of_name(text[end]);
    if (cubin && ends) return true;
    const bool entry = at >= 7 && text.compare(at - 7, 7, ".entry ") == 0;
    if (entry && ends) return true;
  }
  return false;
}

}  // namespace emu
