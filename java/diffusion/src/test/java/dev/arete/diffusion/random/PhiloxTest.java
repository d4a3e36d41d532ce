package dev.arete.diffusion.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhiloxTest {
  /** The known-answer vectors that the authors of Philox publish with Random123. */
  @Test
  void knownAnswers() {
    check(new int[4], 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    check(new int[] {-1, -1, -1, -1}, -1L, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    check(
        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
        0x299f31d0a4093822L,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1);
  }

  private static void check(int[] counter, long key, int... expected) {
    Philox.scramble(counter, key);
    assertArrayEquals(expected, counter);
  }

  @Test
  void uniformsStayInside() {
    assertTrue(Philox.uniform(0, 0) > 0);
    assertTrue(Philox.uniform(-1, -1) < 1);
  }
}
