/**
 * The latent experiment: images and their files, what is asked of networks, and what is measured in
 * the latent space. Knows no network library; networks come through a service interface.
 */
package dev.arete.diffusion.latent;
