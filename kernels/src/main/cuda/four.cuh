// Four neighbours of an array in shared memory at a time: what a thread of a register block has of one side.
#pragma once
#include "common.cuh"

constexpr int OWN = 4;

// Numbers of one load of 16 bytes. As padding of a row it keeps loads aligned and staging free of bank conflicts.
template <typename T>
constexpr int LOAD = 16 / (int)sizeof(T);

// Four numbers; from and from + second are aligned to a load.
__device__ inline void load_four(const float* from, int, float (&to)[OWN]) {
  const float4 all = *reinterpret_cast<const float4*>(from);
  to[0] = all.x;
  to[1] = all.y;
  to[2] = all.z;
  to[3] = all.w;
}

__device__ inline void load_four(const double* from, int second, double (&to)[OWN]) {
  const double2 front = *reinterpret_cast<const double2*>(from);
  const double2 back = *reinterpret_cast<const double2*>(from + second);
  to[0] = front.x;
  to[1] = front.y;
  to[2] = back.x;
  to[3] = back.y;
}
