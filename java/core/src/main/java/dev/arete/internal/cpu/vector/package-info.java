/**
 * Inner loops of the CPU backend on vector registers. The only package that knows
 * jdk.incubator.vector; it is loaded by name where that module is present, and nothing refers to
 * it.
 */
package dev.arete.internal.cpu.vector;
