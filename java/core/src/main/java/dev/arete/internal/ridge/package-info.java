/**
 * The ridge projection of one query as a state machine: it says where to evaluate next and is fed
 * the posterior moments found there. Nothing here sums over data points; a backend does, for many
 * queries at once if it likes.
 */
package dev.arete.internal.ridge;
