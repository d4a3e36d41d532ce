/**
 * The CPU emulator of CUDA kernels as tests use it: built from its sources, loaded in the driver's
 * place, and set up.
 *
 * <p>Belongs here: finding, building and loading the emulator, and its settings and figures. Does
 * not belong here: JCuda (the callers bring it), and any test of a kernel.
 */
package dev.arete.testkit.emulator;
