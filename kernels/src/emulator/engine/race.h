// The hooks of the race build; in every other build they are nothing.
#pragma once

#include "fiber.h"
#include "launch.h"

namespace emu::race {

#ifdef EMU_RACE
void begin_block(Launch& launch, const Library& library, const BlockView& view, uint64_t serial);
void begin_thread(const Fiber& fiber);
void barrier();
void sync_warp(unsigned warp, unsigned lanes);
#else
inline void begin_block(Launch&, const Library&, const BlockView&, uint64_t) {}
inline void begin_thread(const Fiber&) {}
inline void barrier() {}
inline void sync_warp(unsigned, unsigned) {}
#endif

}  // namespace emu::race
