/**
 * Traces one-dimensional ridges as curves. Projection of given points belongs to the core, surfaces
 * are left as clouds of projected points.
 */
package dev.arete.diffusion.curve;
