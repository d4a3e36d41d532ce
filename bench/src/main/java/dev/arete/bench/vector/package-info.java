/** What of the benchmarks needs the module of vectors; compiled apart, loaded by name. */
package dev.arete.bench.vector;
