// dim3 and the vector types, with the device's alignment.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <math.h>
#include <type_traits>

#define EMU_VECTOR2(T, name, bytes)                                        \
  struct alignas(bytes) name##2 { T x, y; };                               \
  inline name##2 make_##name##2(T x, T y) { return {x, y}; }
#define EMU_VECTOR3(T, name)                                               \
  struct name##3 { T x, y, z; };                                           \
  inline name##3 make_##name##3(T x, T y, T z) { return {x, y, z}; }
#define EMU_VECTOR4(T, name, bytes)                                        \
  struct alignas(bytes) name##4 { T x, y, z, w; };                         \
  inline name##4 make_##name##4(T x, T y, T z, T w) { return {x, y, z, w}; }
#define EMU_VECTORS(T, name, bytes2, bytes4) EMU_VECTOR2(T, name, bytes2) EMU_VECTOR3(T, name) EMU_VECTOR4(T, name, bytes4)

EMU_VECTORS(int, int, 8, 16)
EMU_VECTORS(unsigned, uint, 8, 16)
EMU_VECTORS(short, short, 4, 8)
EMU_VECTORS(unsigned short, ushort, 4, 8)
EMU_VECTORS(signed char, char, 2, 4)
EMU_VECTORS(unsigned char, uchar, 2, 4)
EMU_VECTORS(long long, longlong, 16, 16)
EMU_VECTORS(unsigned long long, ulonglong, 16, 16)
EMU_VECTORS(float, float, 8, 16)
EMU_VECTORS(double, double, 16, 16)

struct dim3 {
  unsigned x = 1, y = 1, z = 1;
  constexpr dim3(unsigned vx = 1, unsigned vy = 1, unsigned vz = 1) : x(vx), y(vy), z(vz) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator uint3() const { return uint3{x, y, z}; }
};
