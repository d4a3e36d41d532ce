package dev.arete.cuda;

/** Eigensystems of batches of symmetric matrices on the device; chooses the kernel by the order. */
final class EigenPass {
  private static final int SMALL_ORDER = 8;
  private static final int SMALL_BLOCK = 64;
  private static final int WARP_THREADS = 128;
  private static final int BLOCK_THREADS = 256;

  private final Kernels kernels;
  private final int sharedBytes;

  EigenPass(Kernels kernels, DeviceInfo info) {
    this.kernels = kernels;
    this.sharedBytes = info.sharedBytes();
  }

  /**
   * Launches the decomposition.
   *
   * @param batch the matrices, which are overwritten, and where the results go
   * @param count upper bound of the matrices in use
   * @param order n
   */
  void launch(Words<EigenWord> batch, int count, int order) {
    if (order <= SMALL_ORDER) {
      kernels.launch(Launch.threads("eigen_small_n" + order, count, SMALL_BLOCK), batch.argument());
    } else if (order <= 32) {
      int lanes = order <= 16 ? 16 : 32;
      kernels.launch(
          Launch.threads("eigen_warp_n" + lanes, (long) count * lanes, WARP_THREADS),
          batch.argument());
    } else {
      launchBlocks(batch, count, order);
    }
  }

  /** The matrix is worked on in shared memory where it fits. */
  private void launchBlocks(Words<EigenWord> batch, int count, int order) {
    long vectors = (5L * order + 1) * Double.BYTES;
    long matrix = (long) order * (order | 1) * Double.BYTES;
    boolean fits = vectors + matrix <= sharedBytes;
    kernels.launch(
        Launch.blocks("eigen_block", count, 1, BLOCK_THREADS)
            .withShared(Math.toIntExact(fits ? vectors + matrix : vectors)),
        batch.argument(),
        new long[] {fits ? 1 : 0});
  }

  /** The parameter of the kernels. */
  static Words<EigenWord> batch(long count, int order, long matrices, long values, long vectors) {
    return new Words<>(EigenWord.class)
        .set(EigenWord.COUNT, count)
        .set(EigenWord.ORDER, (long) order)
        .set(EigenWord.MATRICES, matrices)
        .set(EigenWord.VALUES, values)
        .set(EigenWord.VECTORS, vectors);
  }
}
