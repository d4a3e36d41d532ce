// What every kernel source includes first: the few words that differ between nvcc and the CPU emulator.
// Nothing else belongs here; device functions live in headers of their own.
#pragma once

#ifdef CUDA_EMU
#include "cuda_emu.h"
// The block's dynamic shared memory, seen as an array of `type`. At most one name per kernel; cut it up by hand.
#define DYN_SHARED(type, name) type* const name = static_cast<type*>(::emu::dynamic_shared())
#else
#define DYN_SHARED(type, name)                                            \
  extern __shared__ __align__(16) unsigned char arete_dynamic_shared[]; \
  type* const name = reinterpret_cast<type*>(arete_dynamic_shared)
#endif

// All 32 lanes of a warp, the mask of every warp collective of a full warp.
#define FULL_WARP 0xffffffffu
