// The hooks of the race build; in every other build they are nothing.
#pragma once

#include "launch.h"

namespace emu::race {

#ifdef EMU_RACE
void begin_block(Launch& launch, const Library& library, const BlockView& view);
void end_launch();
void barrier();
void sync_warp(unsigned warp, unsigned lanes);
#else
inline void begin_block(Launch&, const Library&, const BlockView&) {}
inline void end_launch() {}
inline void barrier() {}
inline void sync_warp(unsigned, unsigned) {}
#endif

}  // namespace emu::race
