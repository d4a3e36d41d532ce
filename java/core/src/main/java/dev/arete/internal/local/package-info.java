/**
 * Posterior moments at one query and the split into normal and tangent space that follows from
 * them. Shared by the backends of this module; how moments are summed belongs to the backends.
 */
package dev.arete.internal.local;
