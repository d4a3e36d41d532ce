/**
 * ND4J beside the library: its arrays in and out, and the networks of the latent experiment. The
 * only package that names ND4J; nothing of it is needed by the library itself.
 */
package dev.arete.nd4j;
