/** Data sets for tests: drawn from a seed, or exact by construction. No assertions here. */
package dev.arete.testkit.data;
