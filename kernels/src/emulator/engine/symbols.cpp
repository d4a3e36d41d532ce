#include "symbols.h"

#include <dlfcn.h>

#include <cstdio>

namespace emu {
namespace {

std::string first_line_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "";
  char line[512] = "";
  std::string out = std::fgets(line, sizeof line, pipe) == nullptr ? "" : line;
  while (std::fgets(line, sizeof line, pipe) != nullptr) continue;
  pclose(pipe);
  while (!out.empty() && (out.back() == '\n' || out.back() == '\r')) out.pop_back();
  return out;
}

}  // namespace

std::string symbolise(uintptr_t instruction) {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(instruction), &info) == 0 || info.dli_fname == nullptr) return "an unknown place";
  char offset[32];
  std::snprintf(offset, sizeof offset, "0x%llx", static_cast<unsigned long long>(instruction - reinterpret_cast<uintptr_t>(info.dli_fbase)));
  const std::string raw = std::string(info.dli_fname) + "+" + offset;
  const std::string found = first_line_of("addr2line -C -p -f -e '" + std::string(info.dli_fname) + "' " + offset + " 2>/dev/null");
  return found.empty() || found.find("??") != std::string::npos ? raw : found;
}

}  // namespace emu
