/**
 * The formulas of docs/maths.md in decimal arithmetic of 70 digits, as the truth that backends are
 * measured against. Written from the page; it must share no code with the library.
 */
package dev.arete.testkit.oracle;
