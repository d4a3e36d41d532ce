#include "module.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <set>

#include "elf_symbols.h"
#include "launch.h"

namespace emu {
namespace {

std::map<std::string, std::unique_ptr<Library>> libraries;
std::map<std::string, std::unique_ptr<Module>> modules;

int fill_segments(dl_phdr_info* info, size_t, void* data) {
  auto* library = static_cast<Library*>(data);
  if (info->dlpi_addr != library->base) return 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = info->dlpi_phdr[i];
    if (header.p_type == PT_TLS) library->tls_bytes = header.p_memsz;
    if (header.p_type == PT_LOAD && (header.p_flags & PF_W) != 0) {
      library->data_begin = library->base + header.p_vaddr;
      library->data_end = library->data_begin + header.p_memsz;
    }
  }
  return 1;
}

#if !defined(EMU_SANITIZE) && !defined(EMU_RACE)
struct TlsQuery {
  uintptr_t base;
  void* block;
};

int find_tls(dl_phdr_info* info, size_t, void* data) {
  auto* query = static_cast<TlsQuery*>(data);
  if (info->dlpi_addr != query->base) return 0;
  query->block = info->dlpi_tls_data;
  return 1;
}
#endif

const Library* open_library(const std::string& path, std::string* error) {
  auto& slot = libraries[path];
  if (slot != nullptr) return slot.get();
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    *error = dlerror();
    return nullptr;
  }
  auto library = std::make_unique<Library>();
  library->path = path;
  library->handle = handle;
  link_map* map = nullptr;
  dlinfo(handle, RTLD_DI_LINKMAP, &map);
  library->base = map->l_addr;
  library->touch_tls = reinterpret_cast<void* (*)()>(dlsym(handle, "emu_touch_tls"));
  dl_iterate_phdr(fill_segments, library.get());
  library->static_shared = static_shared_of(path, library->base);
  slot = std::move(library);
  return slot.get();
}

bool add(Module& module, const Library* library, std::string* error) {
  using Table = const Kernel* (*)();
  const auto table = reinterpret_cast<Table>(dlsym(library->handle, "emu_kernels"));
  if (table == nullptr) {
    *error = library->path + " has no table of kernels";
    return false;
  }
  module.libraries.push_back(library);
  for (const Kernel* kernel = table(); kernel->name != nullptr; ++kernel) {
    if (module.find(kernel->name) != nullptr) {
      *error = std::string("two kernels are named ") + kernel->name;
      return false;
    }
    module.entries.push_back({kernel, library});
  }
  return true;
}

std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

bool is_list(const std::string& path) { return path.size() > 7 && path.compare(path.size() - 7, 7, ".module") == 0; }

std::vector<std::string> members(const std::string& path) {
  if (!is_list(path)) return {path};
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) out.push_back(line[0] == '/' ? line : directory_of(path) + "/" + line);
  }
  return out;
}

}  // namespace

const Entry* Module::find(const std::string& name) const {
  for (const Entry& entry : entries) {
    if (name == entry.kernel->name) return &entry;
  }
  return nullptr;
}

void* Module::variable(const std::string& name, size_t* bytes) const {
  for (const Library* library : libraries) {
    void* address = dlsym(library->handle, name.c_str());
    if (address == nullptr) continue;
    Dl_info info{};
    const ElfW(Sym)* symbol = nullptr;
    dladdr1(address, &info, reinterpret_cast<void**>(const_cast<ElfW(Sym)**>(&symbol)), RTLD_DL_SYMENT);
    if (symbol == nullptr || ELF64_ST_TYPE(symbol->st_info) != STT_OBJECT) continue;
    *bytes = symbol->st_size;
    return address;
  }
  return nullptr;
}

const Module* open_module(const std::string& path, std::string* error) {
  auto& slot = modules[path];
  if (slot != nullptr) return slot.get();
  auto module = std::make_unique<Module>();
  const auto paths = members(path);
  if (paths.empty()) *error = path + " is missing or names no library";
  if (paths.empty()) return nullptr;
  for (const std::string& member : paths) {
    const Library* library = open_library(member, error);
    if (library == nullptr || !add(*module, library, error)) return nullptr;
  }
  slot = std::move(module);
  return slot.get();
}

std::string default_module_path() {
  const char* given = std::getenv("EMU_MODULE");
  if (given != nullptr && *given != '\0') return given;
  Dl_info info{};
  dladdr(reinterpret_cast<void*>(&default_module_path), &info);
  return directory_of(info.dli_fname) + "/kernels.module";
}

__attribute__((no_sanitize("address"))) void poison_static_shared(const Library& library) {
#if defined(EMU_SANITIZE) || defined(EMU_RACE)
  for (const auto& range : library.static_shared) {
    auto* bytes = reinterpret_cast<volatile unsigned char*>(range.first);
    for (size_t i = 0; i < range.second; ++i) bytes[i] = 0xff;
  }
#else
  thread_local std::map<const Library*, void*> blocks;
  if (library.tls_bytes == 0 || library.touch_tls == nullptr) return;
  void*& block = blocks[&library];
  if (block == nullptr) {
    library.touch_tls();  // a thread gets its block at the first use only
    TlsQuery query{library.base, nullptr};
    dl_iterate_phdr(find_tls, &query);
    block = query.block;
  }
  if (block != nullptr) std::memset(block, 0xff, library.tls_bytes);
#endif
}

}  // namespace emu
