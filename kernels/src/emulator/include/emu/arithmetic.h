// Device arithmetic that <math.h> lacks. The fast, approximate device functions (__expf, rsqrtf...) are the accurate ones here.
#pragma once

#include <limits>

namespace emu {

template <class To, class From>
To bits(From from) {
  static_assert(sizeof(To) == sizeof(From), "a bit cast keeps the size");
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

// Float to integer as the device does it (PTX cvt): out of range saturates; NaN gives 0 between 32-bit types, else the top bit alone.
template <class To, class From>
To to_integer(From v) {
  if (v != v) return sizeof(To) == 8 || sizeof(From) == 8 ? static_cast<To>(uint64_t(1) << (8 * sizeof(To) - 1)) : To(0);
  const From limit = std::ldexp(From(1), std::numeric_limits<To>::digits);
  if (v >= limit) return std::numeric_limits<To>::max();
  const From low = std::numeric_limits<To>::is_signed ? -limit : From(0);
  return v <= low ? std::numeric_limits<To>::min() : static_cast<To>(v);
}

template <class A, class B>
using Wider = typename std::common_type<A, B>::type;

}  // namespace emu

// fmin and fmax semantics: the operand that is not NaN.
template <class A, class B>
constexpr emu::Wider<A, B> min(A a, B b) {
  using T = emu::Wider<A, B>;
  const T x = static_cast<T>(a), y = static_cast<T>(b);
  return y < x || x != x ? y : x;
}
template <class A, class B>
constexpr emu::Wider<A, B> max(A a, B b) {
  using T = emu::Wider<A, B>;
  const T x = static_cast<T>(a), y = static_cast<T>(b);
  return x < y || x != x ? y : x;
}

inline double rsqrt(double v) { return 1.0 / std::sqrt(v); }
inline float rsqrtf(float v) { return static_cast<float>(1.0 / std::sqrt(static_cast<double>(v))); }
inline float rsqrt(float v) { return rsqrtf(v); }
inline double rcbrt(double v) { return 1.0 / std::cbrt(v); }
inline double rhypot(double a, double b) { return 1.0 / std::hypot(a, b); }
inline float rhypotf(float a, float b) { return static_cast<float>(rhypot(a, b)); }
inline double sinpi(double v) { return std::sin(M_PI * std::remainder(v, 2.0)); }
inline double cospi(double v) { return std::cos(M_PI * std::remainder(v, 2.0)); }
inline float sinpif(float v) { return static_cast<float>(sinpi(v)); }
inline float cospif(float v) { return static_cast<float>(cospi(v)); }
inline float fdividef(float a, float b) { return a / b; }

// glibc declares functions of some of these names, so they are macros.
#define __expf(v) ::expf(v)
#define __exp10f(v) ::exp10f(v)
#define __exp2f(v) ::exp2f(v)
#define __logf(v) ::logf(v)
#define __log2f(v) ::log2f(v)
#define __log10f(v) ::log10f(v)
#define __powf(a, b) ::powf(a, b)
#define __sinf(v) ::sinf(v)
#define __cosf(v) ::cosf(v)
#define __tanf(v) ::tanf(v)
#define __sincosf(v, s, c) ::sincosf(v, s, c)
inline float __fdividef(float a, float b) { return a / b; }
inline float __saturatef(float v) { return v > 0.0f ? (v < 1.0f ? v : 1.0f) : 0.0f; }

#define EMU_ROUNDED(T, f)                                     \
  inline T __##f##add_rn(T a, T b) { return a + b; }          \
  inline T __##f##sub_rn(T a, T b) { return a - b; }          \
  inline T __##f##mul_rn(T a, T b) { return a * b; }          \
  inline T __##f##div_rn(T a, T b) { return a / b; }          \
  inline T __##f##sqrt_rn(T a) { return std::sqrt(a); }       \
  inline T __##f##rcp_rn(T a) { return T(1) / a; }
EMU_ROUNDED(float, f)
EMU_ROUNDED(double, d)
inline float __fmaf_rn(float a, float b, float c) { return std::fma(a, b, c); }
inline double __fma_rn(double a, double b, double c) { return std::fma(a, b, c); }
inline float __frsqrt_rn(float a) { return rsqrtf(a); }

inline int __float_as_int(float v) { return emu::bits<int>(v); }
inline unsigned __float_as_uint(float v) { return emu::bits<unsigned>(v); }
inline float __int_as_float(int v) { return emu::bits<float>(v); }
inline float __uint_as_float(unsigned v) { return emu::bits<float>(v); }
inline long long __double_as_longlong(double v) { return emu::bits<long long>(v); }
inline double __longlong_as_double(long long v) { return emu::bits<double>(v); }
inline int __double2hiint(double v) { return static_cast<int>(emu::bits<uint64_t>(v) >> 32); }
inline int __double2loint(double v) { return static_cast<int>(emu::bits<uint64_t>(v)); }
inline double __hiloint2double(int high, int low) {
  return emu::bits<double>(static_cast<uint64_t>(static_cast<unsigned>(high)) << 32 | static_cast<unsigned>(low));
}

inline int __clz(int v) { return v == 0 ? 32 : __builtin_clz(static_cast<unsigned>(v)); }
inline int __clzll(long long v) { return v == 0 ? 64 : __builtin_clzll(static_cast<unsigned long long>(v)); }
inline int __ffs(int v) { return __builtin_ffs(v); }
inline int __ffsll(long long v) { return __builtin_ffsll(v); }
inline int __popc(unsigned v) { return __builtin_popcount(v); }
inline int __popcll(unsigned long long v) { return __builtin_popcountll(v); }
inline unsigned __brev(unsigned v) {
  unsigned r = 0;
  for (int i = 0; i < 32; ++i) r |= ((v >> i) & 1u) << (31 - i);
  return r;
}
inline unsigned __umulhi(unsigned a, unsigned b) { return static_cast<unsigned>(static_cast<uint64_t>(a) * b >> 32); }
inline int __mulhi(int a, int b) { return static_cast<int>(static_cast<int64_t>(a) * b >> 32); }
inline unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
  return static_cast<unsigned long long>(static_cast<unsigned __int128>(a) * b >> 64);
}

inline int __float2int_rn(float v) { return emu::to_integer<int>(std::nearbyint(v)); }
inline int __float2int_rz(float v) { return emu::to_integer<int>(std::trunc(v)); }
inline int __float2int_rd(float v) { return emu::to_integer<int>(std::floor(v)); }
inline int __float2int_ru(float v) { return emu::to_integer<int>(std::ceil(v)); }
inline unsigned __float2uint_rn(float v) { return emu::to_integer<unsigned>(std::nearbyint(v)); }
inline long long __float2ll_rn(float v) { return emu::to_integer<long long>(std::nearbyint(v)); }
inline int __double2int_rn(double v) { return emu::to_integer<int>(std::nearbyint(v)); }
inline int __double2int_rz(double v) { return emu::to_integer<int>(std::trunc(v)); }
inline int __double2int_rd(double v) { return emu::to_integer<int>(std::floor(v)); }
inline long long __double2ll_rn(double v) { return emu::to_integer<long long>(std::nearbyint(v)); }
inline float __int2float_rn(int v) { return static_cast<float>(v); }
inline float __uint2float_rn(unsigned v) { return static_cast<float>(v); }
inline double __int2double_rn(int v) { return v; }
inline float __double2float_rn(double v) { return static_cast<float>(v); }
