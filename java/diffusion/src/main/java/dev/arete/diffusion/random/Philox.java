package dev.arete.diffusion.random;

/**
 * The counter-based generator Philox4x32 with ten rounds: 128 random bits as a function of a 64-bit
 * key and a 128-bit counter. Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
 * easy as 1, 2, 3", SC 2011; checked against its known-answer vectors.
 */
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Replaces a counter by the random bits that belong to it.
   *
   * @param block four words, the counter; receives the bits
   * @param key the key
   */
  public static void scramble(int[] block, long key) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (block[0] & LOW);
      long product1 = MULTIPLIER_1 * (block[2] & LOW);
      int third = block[3];
      block[0] = (int) (product1 >>> 32) ^ block[1] ^ key0;
      block[1] = (int) product1;
      block[2] = (int) (product0 >>> 32) ^ third ^ key1;
      block[3] = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
  }

  /**
   * Returns a number in the open interval (0, 1) from two words, on a grid of 2^-53.
   *
   * @param high the word that gives the leading bits
   * @param low the word that gives the rest
   * @return (j + 1/2) 2^-53 for a 53-bit j, rounded; never 0 and never 1
   */
  public static double uniform(int high, int low) {
    long bits = ((high & LOW) << 21) | ((low & LOW) >>> 11);
    return Math.min((bits + 0.5) * 0x1p-53, 1 - 0x1p-53);
  }
}
