package dev.arete.internal.local;

import dev.arete.internal.eigen.BlockKrylov;
import dev.arete.internal.eigen.BlockLoops;
import dev.arete.internal.eigen.RowLoops;
import java.util.Random;

/**
 * What the frames of one worker share when they look for leading directions: the Krylov space, and
 * random vectors that are the same for every query and every run. Not thread-safe.
 */
public final class LeadingSpace {
  /** Fresh random vectors beside known directions, that look for what these miss. */
  static final int FRESH = 8;

  /** Fewest directions beyond those wanted. */
  private static final int LEAST_GUARD = 4;

  /** Vectors in the Krylov space: eight blocks, more where blocks are small. */
  private static final int BLOCKS = 8;

  private static final int LEAST_CAPACITY = 192;

  private static final long SEED = 0x41726574655L;

  /** Directions wanted: k + 1. */
  final int wanted;

  /** Directions kept from one evaluation to the next. */
  final int kept;

  final BlockKrylov krylov;

  /** Rows of d normal numbers each, as many as a first block or one beside known ones takes. */
  final double[] random;

  /**
   * Allocates.
   *
   * @param dimension d
   * @param wanted how many leading directions, k + 1
   * @param loops loops on blocks
   * @param rowLoops loops of the eigensolver
   */
  public LeadingSpace(int dimension, int wanted, BlockLoops loops, RowLoops rowLoops) {
    this.wanted = wanted;
    this.kept = kept(wanted);
    krylov =
        new BlockKrylov(dimension, capacity(dimension, wanted), block(wanted), loops, rowLoops);
    random = new double[Math.max(FRESH, kept) * dimension];
    Random numbers = new Random(SEED);
    for (int i = 0; i < random.length; i++) {
      random[i] = numbers.nextGaussian();
    }
  }

  private static int kept(int wanted) {
    return wanted + Math.max(LEAST_GUARD, wanted / 4);
  }

  /** The shift, what is kept, and fresh ones. */
  private static int block(int wanted) {
    return 1 + kept(wanted) + FRESH;
  }

  /**
   * Returns how many vectors a space begins with where no directions are known.
   *
   * @param wanted how many leading directions
   * @return the shift and random vectors
   */
  public static int firstBlock(int wanted) {
    return 1 + kept(wanted);
  }

  private static int capacity(int dimension, int wanted) {
    int most = Math.max(LEAST_CAPACITY, BLOCKS * block(wanted));
    return Math.min(most, dimension + block(wanted));
  }

  /**
   * Returns whether a few leading directions are so few that looking for them alone pays.
   *
   * @param dimension d
   * @param wanted how many
   * @return true if four blocks of vectors have room in d dimensions
   */
  public static boolean fits(int dimension, int wanted) {
    return 4L * block(wanted) <= dimension;
  }

  /**
   * Returns the bytes of such a space.
   *
   * @param dimension d
   * @param wanted how many leading directions
   * @return bytes
   */
  public static long bytes(int dimension, int wanted) {
    return BlockKrylov.bytes(dimension, capacity(dimension, wanted))
        + 8L * block(wanted) * dimension;
  }

  /**
   * Returns the bytes that each frame keeps for itself.
   *
   * @param dimension d
   * @param wanted how many leading directions
   * @return bytes
   */
  public static long frameBytes(int dimension, int wanted) {
    return 8L * kept(wanted) * dimension;
  }
}
