/**
 * The CUDA backend: the kernels of arete-kernels behind the JCuda driver API. Everything that names
 * JCuda is here and package-private. One object owns context, stream, module and memory ({@link
 * dev.arete.cuda.CudaDevice}); passes ({@link dev.arete.cuda.MomentPass}, {@link
 * dev.arete.cuda.EigenPass}) launch kernels over arrays that a {@link dev.arete.cuda.Layout}
 * placed; engines cut requests to fit the memory. No mathematics here: it is in the kernels.
 */
package dev.arete.cuda;
