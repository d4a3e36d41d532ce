/**
 * Numerical tools that know nothing of diffusion: normal distribution functions, quadrature rules,
 * low-discrepancy points, sums of outer products.
 */
package dev.arete.diffusion.numeric;
