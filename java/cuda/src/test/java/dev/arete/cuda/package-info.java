/** Tests of the CUDA backend. Those that run kernels do so on the emulator. */
package dev.arete.cuda;
