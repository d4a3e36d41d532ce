/**
 * The public API: data, smoothing, the smoothed density, its local geometry and its ridges. Start
 * at {@link dev.arete.Compute}. Code that knows how something is computed does not belong here.
 */
package dev.arete;
