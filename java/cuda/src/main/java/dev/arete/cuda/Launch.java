package dev.arete.cuda;

/**
 * Shape of one kernel launch.
 *
 * @param kernel name of the entry point
 * @param gridX blocks
 * @param gridY blocks in the second direction
 * @param block threads a block
 * @param shared bytes of dynamic shared memory
 */
record Launch(String kernel, int gridX, int gridY, int block, int shared) {
  /** Block of the kernels whose threads are independent. */
  private static final int FLAT_BLOCK = 128;

  private static final int WARP = 32;

  /** Up to this dimension one thread looks after a row, beyond it a warp. */
  private static final int THREAD_ROWS = 8;

  Launch {
    if (gridX < 1 || gridY < 1 || gridY > 65535 || block < 1 || block > 1024 || shared < 0) {
      throw new IllegalArgumentException(
          "no launch: " + kernel + ", grid " + gridX + "x" + gridY + ", block " + block);
    }
  }

  /** One thread for each of so many items. */
  static Launch threads(String kernel, long items) {
    return threads(kernel, items, FLAT_BLOCK);
  }

  /** One thread for each of so many items, in blocks of a given size. */
  static Launch threads(String kernel, long items, int block) {
    return new Launch(kernel, Math.toIntExact((items + block - 1) / block), 1, block, 0);
  }

  /** One thread a row for small dimensions, one warp a row for others. */
  static Launch groups(String stem, String suffix, int rows, int dimension) {
    int lanes = dimension <= THREAD_ROWS ? 1 : WARP;
    return threads(stem + "_g" + lanes + suffix, (long) rows * lanes);
  }

  /** So many blocks. */
  static Launch blocks(String kernel, int gridX, int gridY, int block) {
    return new Launch(kernel, gridX, gridY, block, 0);
  }

  /** A copy with dynamic shared memory. */
  Launch withShared(int bytes) {
    return new Launch(kernel, gridX, gridY, block, bytes);
  }

  @Override
  public String toString() {
    return kernel
        + ", grid "
        + gridX
        + "x"
        + gridY
        + "x1, block "
        + block
        + "x1x1, shared "
        + shared
        + " B";
  }
}
