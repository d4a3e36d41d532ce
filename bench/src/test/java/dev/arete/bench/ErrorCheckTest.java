package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ErrorCheckTest {
  @Test
  void takesTheWorstRowRelativeToItsSize() {
    double[] expected = {3, 4, 0, 1e-9};
    double[] actual = {3, 4.5, 0, 0};
    assertEquals(1, ErrorCheck.worstRow(actual, expected, 2, 0));
    assertEquals(0.1, ErrorCheck.worstRow(actual, expected, 2, 1));
  }

  @Test
  void equalZerosHaveNoError() {
    assertEquals(0, ErrorCheck.worstRow(new double[2], new double[2], 1, 0));
  }

  @Test
  void oneNotANumberIsNeverHidden() {
    double[] expected = {1, 1, 1};
    assertEquals(Double.NaN, ErrorCheck.worstRow(new double[] {Double.NaN, 1, 1}, expected, 3, 0));
    assertEquals(Double.NaN, ErrorCheck.worstRow(new double[] {1, 2, Double.NaN}, expected, 3, 0));
  }
}
