// Where in the sources an instruction is.
#pragma once

#include <cstdint>
#include <string>

namespace emu {

// "function (file:line)" by addr2line, or "library+0x123" without it.
std::string symbolise(uintptr_t instruction);

}  // namespace emu
