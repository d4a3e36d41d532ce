/** Access to the compiled kernels. What they compute is said in the sources. */
package dev.arete.kernels;
