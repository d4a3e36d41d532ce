/**
 * Tests of the emulator itself, through JCuda: kernels that are right pass, planted mistakes are
 * caught.
 */
package dev.arete.kernels.emulator;
