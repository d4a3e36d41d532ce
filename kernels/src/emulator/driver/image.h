// What a program hands to cuModuleLoadData, looked at as the driver would.
#pragma once

#include <string>

namespace emu {

struct Image {
  // kSuccess, or why the driver would refuse it.
  int result = 0;
  // Path of emulated code named by the image itself ("emu-module:PATH"); empty for device code.
  std::string path;
  // PTX text or the bytes of a cubin, in which entry points are looked up; empty where that is not known (fatbin).
  std::string text;
};

Image inspect(const void* bytes);

// Whether device code contains an entry point of this name.
bool names_entry(const std::string& text, const std::string& name);

}  // namespace emu
