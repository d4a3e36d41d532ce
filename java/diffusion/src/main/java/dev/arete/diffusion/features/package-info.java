/**
 * The random feature model of the paper: fixed random relu features of point and time, a linear
 * layer trained by gradient flow on the posterior mean, everything about training in closed form.
 * Experiments, files and pictures do not belong here.
 */
package dev.arete.diffusion.features;
