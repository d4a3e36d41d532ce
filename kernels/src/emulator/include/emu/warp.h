// Warp collectives. Every lane deposits its operand; the last lane to arrive computes all results (engine/warp.cpp).
#pragma once

namespace emu {

enum class WarpOp { kSync, kIndex, kUp, kDown, kXor, kBallot, kAny, kAll, kMatchAny };

// Takes part in one collective of the lanes in `mask` and returns this lane's result. Fails the launch when lanes disagree on
// operation, place, mask or width.
EMU_EXPORT uint64_t collective(const char* file, int line, WarpOp op, unsigned mask, uint64_t value, int argument, int width);

template <class T>
T shuffle(const char* file, int line, WarpOp op, unsigned mask, T value, int argument, int width = 32) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "a shuffle moves 4 or 8 bytes");
  static_assert(std::is_arithmetic<T>::value, "a shuffle moves one number");
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  bits = collective(file, line, op, mask, bits, argument, width);
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

inline unsigned vote(const char* file, int line, WarpOp op, unsigned mask, uint64_t value) {
  return static_cast<unsigned>(collective(file, line, op, mask, value, 0, 32));
}

template <class T>
unsigned match_any(const char* file, int line, unsigned mask, T value) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "a match compares 4 or 8 bytes");
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  return vote(file, line, WarpOp::kMatchAny, mask, bits);
}

inline void sync_warp(const char* file, int line, unsigned mask = 0xffffffffu) {
  collective(file, line, WarpOp::kSync, mask, 0, 0, 32);
}

}  // namespace emu

#define __syncwarp(...) ::emu::sync_warp(__FILE__, __LINE__ __VA_OPT__(, ) __VA_ARGS__)
#define __shfl_sync(mask, ...) ::emu::shuffle(__FILE__, __LINE__, ::emu::WarpOp::kIndex, mask, __VA_ARGS__)
#define __shfl_up_sync(mask, ...) ::emu::shuffle(__FILE__, __LINE__, ::emu::WarpOp::kUp, mask, __VA_ARGS__)
#define __shfl_down_sync(mask, ...) ::emu::shuffle(__FILE__, __LINE__, ::emu::WarpOp::kDown, mask, __VA_ARGS__)
#define __shfl_xor_sync(mask, ...) ::emu::shuffle(__FILE__, __LINE__, ::emu::WarpOp::kXor, mask, __VA_ARGS__)
#define __ballot_sync(mask, p) ::emu::vote(__FILE__, __LINE__, ::emu::WarpOp::kBallot, mask, (p) ? 1 : 0)
#define __any_sync(mask, p) static_cast<int>(::emu::vote(__FILE__, __LINE__, ::emu::WarpOp::kAny, mask, (p) ? 1 : 0))
#define __all_sync(mask, p) static_cast<int>(::emu::vote(__FILE__, __LINE__, ::emu::WarpOp::kAll, mask, (p) ? 1 : 0))
#define __match_any_sync(mask, v) ::emu::match_any(__FILE__, __LINE__, mask, v)

// Which lanes run together is not promised on the device; the least that it may return is the caller alone.
inline unsigned __activemask() { return 1u << (::emu::current->linear & 31u); }
