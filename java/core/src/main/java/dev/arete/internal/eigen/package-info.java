/** Dense symmetric eigensolvers for one matrix at a time, with their own workspace. */
package dev.arete.internal.eigen;
