/**
 * The CPU backend: all cores, any dimension. Pairs of query and centre are screened in single
 * precision with a bound on what that may miss; centres that carry weight are summed in double.
 * Steps of the ridge iteration and eigensolvers live elsewhere.
 */
package dev.arete.internal.cpu;
