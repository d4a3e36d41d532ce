/**
 * Inner loops of the CPU backend on vector registers. The only package that knows
 * jdk.incubator.vector; it is loaded by name where that module is present, and nothing refers to
 * it.
 *
 * <p>Some dozens of operations on vectors are all that Java 17 inlines into what it compiles as one
 * (HotSpot's NodeCountInliningCutoff), and it inlines methods of ours first. Beyond that every
 * vector is an object, and a loop takes twice to ten times as long, in some processes and not in
 * others, as the order of compilation has it. So loops are kept apart: a method of more than 325
 * bytes of code is not inlined, nor is a call that may go to three targets or more. Whether it
 * helped shows in a flight recording: no vector and no array of its lanes is allocated.
 *
 * <p>For the same reason vectors of a type of number have one length here. Java's own methods are
 * compiled for what they have seen: after a loop on half registers of floats, loops on whole ones
 * made objects of every vector for as long as the process lived.
 */
package dev.arete.internal.cpu.vector;
