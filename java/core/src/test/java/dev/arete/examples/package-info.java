/** The code of docs/tutorial.md, compiled and run. Uses the public API only. */
package dev.arete.examples;
