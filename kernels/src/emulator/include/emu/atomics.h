// Read-modify-write operations, relaxed as on the device. The race build is told of them, so that they race with plain accesses only.
#pragma once

#ifdef EMU_RACE
namespace emu {
EMU_EXPORT void race_atomic(const void* address, unsigned bytes);
}
#define EMU_ATOMIC_SEEN(p) ::emu::race_atomic(p, sizeof(*(p)))
#else
#define EMU_ATOMIC_SEEN(p)
#endif

namespace emu {

template <class T>
struct Same {
  using type = T;
};

template <class T>
using Given = typename Same<T>::type;

// Replaces *p by f(*p) in one step and returns what was there.
template <class T, class F>
EMU_NO_TSAN T atomic_update(T* p, F f) {
  EMU_ATOMIC_SEEN(p);
  T seen;
  __atomic_load(p, &seen, __ATOMIC_RELAXED);
  T next = f(seen);
  while (!__atomic_compare_exchange(p, &seen, &next, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    next = f(seen);
  }
  return seen;
}

}  // namespace emu

template <class T> EMU_NO_TSAN T atomicAdd(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return static_cast<T>(old + v); });
}
template <class T> EMU_NO_TSAN T atomicSub(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return static_cast<T>(old - v); });
}
template <class T> EMU_NO_TSAN T atomicMin(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return v < old ? v : old; });
}
template <class T> EMU_NO_TSAN T atomicMax(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return old < v ? v : old; });
}
template <class T> EMU_NO_TSAN T atomicAnd(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return static_cast<T>(old & v); });
}
template <class T> EMU_NO_TSAN T atomicOr(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return static_cast<T>(old | v); });
}
template <class T> EMU_NO_TSAN T atomicXor(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T old) EMU_NO_TSAN { return static_cast<T>(old ^ v); });
}
template <class T> EMU_NO_TSAN T atomicExch(T* p, emu::Given<T> v) {
  return emu::atomic_update(p, [v](T) EMU_NO_TSAN { return v; });
}
template <class T> EMU_NO_TSAN T atomicCAS(T* p, emu::Given<T> expected, emu::Given<T> v) {
  return emu::atomic_update(p, [expected, v](T old) EMU_NO_TSAN { return old == expected ? v : old; });
}
EMU_NO_TSAN inline unsigned atomicInc(unsigned* p, unsigned limit) {
  return emu::atomic_update(p, [limit](unsigned old) EMU_NO_TSAN { return old >= limit ? 0u : old + 1u; });
}
EMU_NO_TSAN inline unsigned atomicDec(unsigned* p, unsigned limit) {
  return emu::atomic_update(p, [limit](unsigned old) EMU_NO_TSAN { return old == 0u || old > limit ? limit : old - 1u; });
}

inline void __threadfence() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
inline void __threadfence_block() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
inline void __threadfence_system() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

template <class T>
T __ldg(const T* p) {
  return *p;
}
