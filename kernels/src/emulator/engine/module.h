// Compiled kernel sources: one shared library a .cu file (so that equal names of inline functions in two files stay apart), several make a module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace emu {

struct Kernel;

// One shared library and where its static shared memory lies.
struct Library {
  std::string path;
  void* handle = nullptr;
  uintptr_t base = 0;
  void* (*touch_tls)() = nullptr;
  size_t tls_bytes = 0;
  // Writable data of the library: static shared memory in the builds with one worker.
  uintptr_t data_begin = 0;
  uintptr_t data_end = 0;
  std::vector<std::pair<uintptr_t, size_t>> static_shared;
};

struct Entry {
  const Kernel* kernel;
  const Library* library;
};

struct Module {
  std::vector<const Library*> libraries;
  std::vector<Entry> entries;

  const Entry* find(const std::string& name) const;
  // The address of a file-scope device variable, or null; its size in *bytes.
  void* variable(const std::string& name, size_t* bytes) const;
};

// Opens a library, or a list of them (a text file, one path a line, relative to the list). A path opened before gives the same
// module. Returns null and says why in *error.
const Module* open_module(const std::string& path, std::string* error);

// The list beside this driver library, or EMU_MODULE.
std::string default_module_path();

// Fills the calling worker's static shared memory of a library with 0xff.
void poison_static_shared(const Library& library);

}  // namespace emu
