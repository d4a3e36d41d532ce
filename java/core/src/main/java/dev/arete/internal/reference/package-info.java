/**
 * The reference backend: the formulas in plain Java, one query at a time, in double precision, with
 * compensated sums. It is the truth tests compare with, and is written to be read beside the maths;
 * nothing here is tuned for speed.
 */
package dev.arete.internal.reference;
