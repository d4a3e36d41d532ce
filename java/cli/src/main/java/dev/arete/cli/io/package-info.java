/**
 * Tables of numbers in and out of files, in CSV and in NumPy's format, and output files that appear
 * whole or not at all. Knows nothing of densities.
 */
package dev.arete.cli.io;
