package dev.arete.cuda;

/** The queries of a call, wherever they are: with the caller or on the device. */
interface Queries {
  /**
   * Puts queries where the kernels work on them, in the units of the device.
   *
   * @param address receives doubles
   * @param first index of the first query
   * @param count how many
   */
  void load(long address, int first, int count);

  /**
   * Returns queries in the units of the user.
   *
   * @param first index of the first query
   * @param count how many
   * @return a copy, row-major
   */
  double[] read(int first, int count);

  /**
   * Takes where queries ended; one that has not moved, to the last bit.
   *
   * @param arrays their projection
   * @param iterations accepted steps of each of them
   * @param first index of the first query
   * @param count how many
   */
  void store(RidgeArrays arrays, int[] iterations, int first, int count);
}
