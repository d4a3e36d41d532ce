/** Helpers shared by the API and the backends of this module. Not for users; may change any day. */
package dev.arete.internal;
