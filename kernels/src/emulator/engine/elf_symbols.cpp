#include "elf_symbols.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace emu {
namespace {

std::vector<char> contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// _ZZ...: a name inside a function (Itanium ABI); _ZGV would be its guard.
bool is_local_static(const char* name) { return std::strncmp(name, "_ZZ", 3) == 0; }

}  // namespace

std::vector<std::pair<uintptr_t, size_t>> static_shared_of(const std::string& path, uintptr_t base) {
  std::vector<std::pair<uintptr_t, size_t>> out;
  const std::vector<char> file = contents(path);
  if (file.size() < sizeof(Elf64_Ehdr)) return out;
  const auto* header = reinterpret_cast<const Elf64_Ehdr*>(file.data());
  const auto* sections = reinterpret_cast<const Elf64_Shdr*>(file.data() + header->e_shoff);
  for (unsigned i = 0; i < header->e_shnum; ++i) {
    if (sections[i].sh_type != SHT_SYMTAB) continue;
    const char* names = file.data() + sections[sections[i].sh_link].sh_offset;
    const auto* symbols = reinterpret_cast<const Elf64_Sym*>(file.data() + sections[i].sh_offset);
    for (size_t s = 0; s < sections[i].sh_size / sizeof(Elf64_Sym); ++s) {
      const Elf64_Sym& symbol = symbols[s];
      if (ELF64_ST_TYPE(symbol.st_info) != STT_OBJECT || symbol.st_shndx >= header->e_shnum) continue;
      if (sections[symbol.st_shndx].sh_type != SHT_NOBITS || !is_local_static(names + symbol.st_name)) continue;
      out.emplace_back(base + symbol.st_value, symbol.st_size);
    }
  }
  return out;
}

}  // namespace emu
