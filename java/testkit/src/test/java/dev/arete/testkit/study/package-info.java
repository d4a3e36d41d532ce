/** Studies whose tables the documentation shows; run by hand, not by the build. */
package dev.arete.testkit.study;
