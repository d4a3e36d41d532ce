/**
 * The formulas as anyone would write them in a loop, in float and in double: the yardstick for what
 * rounding error is ordinary. Must not be clever and must not use the library.
 */
package dev.arete.testkit.plain;
