// CUDA C++ as the emulator knows it: included by device.cuh when g++ compiles a kernel source. Under EMU_SCAN (the search for entry points) it
// is empty, so that __global__ and __launch_bounds__ stay visible in the preprocessed text.
#pragma once

#ifndef EMU_SCAN
#include "emu/types.h"

#include "emu/qualifiers.h"
#include "emu/thread.h"
#include "emu/warp.h"
#include "emu/atomics.h"
#include "emu/arithmetic.h"
#include "emu/kernel.h"
#endif
