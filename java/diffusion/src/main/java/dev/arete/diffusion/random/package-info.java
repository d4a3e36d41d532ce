/**
 * Random and quasi-random numbers that are functions of a key and a position, so that a result does
 * not depend on threads, on the cut of a batch, or on what was drawn before. Models and samplers do
 * not belong here.
 */
package dev.arete.diffusion.random;
