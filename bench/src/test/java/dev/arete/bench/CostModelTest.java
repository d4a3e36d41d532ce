package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CostModelTest {
  /** By hand for d = 2: 2 differences, 2 squares, 2 weighted sums, 1 weight sum, 1 exponential. */
  @Test
  void countsAScorePair() {
    assertEquals(7 + CostModel.EXP_FP64, CostModel.scorePair(2, "FP64"));
    assertEquals(7 + CostModel.EXP_FP32, CostModel.scorePair(2, "FP32"));
  }

  /** The score, 2 products w delta_j, and 3 entries of the triangle. */
  @Test
  void countsAHessianPair() {
    assertEquals(7 + 2 + 3 + CostModel.EXP_FP64, CostModel.hessianPair(2, "FP64"));
  }

  @Test
  void countsHalfTheFlopsOfAnEigensystem() {
    assertEquals(4.5 * 64 * 64 * 64, CostModel.eigen(64));
  }
}
