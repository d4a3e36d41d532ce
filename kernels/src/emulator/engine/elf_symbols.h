// The symbol table of a kernel library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace emu {

// Address and size of every uninitialised function-local static of a library loaded at `base`: its static shared memory in the builds in which
// that is not thread-local.
std::vector<std::pair<uintptr_t, size_t>> static_shared_of(const std::string& path, uintptr_t base);

}  // namespace emu
