// The table of a module's entry points. A parameter list is read off the kernel's own type, so that cuLaunchKernel's untyped array is unpacked with
// the right sizes.
#pragma once

namespace emu {

struct Parameter {
  unsigned bytes;
  bool pointer;
};

struct Kernel {
  const char* name;
  void (*call)(void** arguments);
  const Parameter* parameters;
  unsigned parameter_count;
  unsigned max_threads;
};

template <class... A>
struct Signature {
  static constexpr Parameter list[sizeof...(A) + 1] = {{sizeof(A), std::is_pointer<A>::value}..., {0, false}};
};

template <auto F>
struct Caller;

template <class... A, void (*F)(A...)>
struct Caller<F> {
  static_assert((std::is_trivially_copyable<A>::value && ...), "kernel parameters are copied as bytes");
  template <std::size_t... I>
  static void unpack(void** arguments, std::index_sequence<I...>) {
    F(*static_cast<A*>(arguments[I])...);
  }
  static void call(void** arguments) { unpack(arguments, std::index_sequence_for<A...>()); }
  static constexpr Kernel describe(const char* name, unsigned max_threads) {
    return {name, call, Signature<A...>::list, sizeof...(A), max_threads};
  }
};

constexpr unsigned first_bound(unsigned threads, unsigned = 0, unsigned = 0) { return threads; }

}  // namespace emu

// Two of these surround a source's entry points in its generated translation unit.
#define EMU_TABLE_BEGIN() static const ::emu::Kernel emu_table[] = {
#define EMU_KERNEL(name, ...) ::emu::Caller<name>::describe(#name, ::emu::first_bound(__VA_ARGS__)),
#define EMU_TABLE_END()                                                                          \
  {nullptr, nullptr, nullptr, 0, 0}                                                              \
  }                                                                                              \
  ;                                                                                              \
  extern "C" __attribute__((visibility("default"))) const ::emu::Kernel* emu_kernels() { return emu_table; }
