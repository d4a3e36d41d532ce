// The sanitizer build: what the address and undefined-behaviour sanitizers find becomes a failed launch, and the process lives on.
#ifdef EMU_SANITIZE

#include <dlfcn.h>
#include <fcntl.h>
#include <sanitizer/asan_interface.h>

#include "block.h"

extern "C" void __ubsan_get_current_report_data(const char** kind, const char** message, const char** file, unsigned* line, unsigned* column, char** address);

namespace emu {
namespace {

void found(const std::string& what) {
  BlockRunner* runner = BlockRunner::active();
  if (runner != nullptr && runner->in_kernel()) {
    runner->note_finding(what);
  } else {
    report("outside kernels: " + what);
  }
}

void on_address_error(const char* text) { found(text); }

// The findings go to our own report; the sanitizers' copies on stderr would be noise in tests that provoke them.
void silence(void* library) {
  using Setter = void (*)(void*);
  const auto setter = reinterpret_cast<Setter>(dlsym(library, "__sanitizer_set_report_fd"));
  if (setter != nullptr) setter(reinterpret_cast<void*>(static_cast<intptr_t>(open("/dev/null", O_WRONLY | O_CLOEXEC))));
}

}  // namespace

void install_sanitizer() {
  __asan_set_error_report_callback(on_address_error);
  for (const char* name : {"libasan.so.8", "libubsan.so.1"}) {
    void* library = dlopen(name, RTLD_NOW | RTLD_NOLOAD);
    if (library != nullptr) silence(library);
  }
}

}  // namespace emu

// Called by libubsan for every finding, provided that this library was preloaded (else libubsan's own, which does nothing, is found first).
extern "C" __attribute__((visibility("default"))) void __ubsan_on_report() {
  const char *kind = "", *message = "", *file = "";
  unsigned line = 0, column = 0;
  char* address = nullptr;
  __ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
  emu::found(std::string("undefined behaviour: ") + message + " at " + file + ":" + std::to_string(line));
}

#endif
