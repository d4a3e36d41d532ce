/**
 * What a score model's errors do to its samples: errors split into normal and tangent parts, paths
 * that reach the ridge, align with it and slide along it, and the noise floor of every residual.
 * Files and pictures do not belong here.
 */
package dev.arete.diffusion.analysis;
