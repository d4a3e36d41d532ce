/**
 * Diffusion models beside the exact smoothed density: noise schedules, time grids, score models and
 * reverse-time samplers. Files, pictures and the terminal do not belong here.
 */
package dev.arete.diffusion;
