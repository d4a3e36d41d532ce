package dev.arete.cuda;

/** Eigensystems of batches of symmetric matrices on the device; chooses the kernel by the order. */
final class EigenPass {
  private static final int SMALL_ORDER = 8;
  private static final int SMALL_BLOCK = 64;
  private static final int WARP_THREADS = 128;
  private static final int BLOCK_THREADS = 256;

  /** 8 (5 n + 1) bytes stay below the 48 KiB that no device refuses. */
  private static final int LARGEST_SHARED_ORDER = 1024;

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
    long shared = sharedBytes(order, batch.get(EigenWord.WORK) == 0, sharedBytes);
    kernels.launch(
        Launch.blocks("eigen_block", count, 1, BLOCK_THREADS).withShared(Math.toIntExact(shared)),
        batch.argument(),
        new long[] {shared > vectorBytes(order) ? 1 : 0});
  }

  /**
   * Shared memory of a block with a matrix of its own.
   *
   * @param order n
   * @param hasVectors whether its vectors are there too
   * @param limit bytes a block may ask for
   */
  static long sharedBytes(int order, boolean hasVectors, int limit) {
    long vectors = vectorBytes(order);
    long all = vectors + (long) order * (order | 1) * Double.BYTES;
    if (!hasVectors) {
      return 0;
    }
    return all <= limit ? all : vectors;
  }

  private static long vectorBytes(int order) {
    return workspace(order) * Double.BYTES;
  }

  private static long workspace(int order) {
    return 5L * order + 1;
  }

  /** Whether the vectors of a block fit into the shared memory of every device. */
  static boolean sharesVectors(int order) {
    return order <= LARGEST_SHARED_ORDER;
  }

  /**
   * Places what the kernels need and returns their parameter.
   *
   * @param layout receives the results
   * @param count address of the number of matrices in use
   * @param rows most matrices in use
   * @param order n
   * @param matrices address of the matrices
   */
  static Words<EigenWord> place(Layout layout, long count, int rows, int order, long matrices) {
    return new Words<>(EigenWord.class)
        .set(EigenWord.COUNT, count)
        .set(EigenWord.ORDER, (long) order)
        .set(EigenWord.MATRICES, matrices)
        .set(EigenWord.VALUES, layout.doubles((long) rows * order))
        .set(EigenWord.VECTORS, layout.doubles((long) rows * order * order))
        .set(EigenWord.WORK, sharesVectors(order) ? 0 : layout.doubles(rows * workspace(order)));
  }
}
