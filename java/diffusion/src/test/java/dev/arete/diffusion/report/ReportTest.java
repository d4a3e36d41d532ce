package dev.arete.diffusion.report;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void verdictsJudgeByTheirBand() {
    assertEquals(Verdict.Outcome.REPRODUCED, within(1.1));
    assertEquals(Verdict.Outcome.DIFFERS, within(1.3));
    assertEquals(Verdict.Outcome.DIFFERS, within(Double.NaN));
    assertEquals(Verdict.Outcome.REPRODUCED, factor(1.9));
    assertEquals(Verdict.Outcome.DIFFERS, factor(0.4));
    assertEquals(Verdict.Outcome.DIFFERS, factor(Double.NaN));
    assertEquals(Verdict.Outcome.DIFFERS, Verdict.atMost("x", 1, "s", Double.NaN, "r").outcome());
    assertEquals("not comparable", Verdict.Outcome.NOT_COMPARABLE.toString());
  }

  /** A difference says why; an agreement needs no excuse. */
  @Test
  void differencesGiveReasons() {
    Verdict off = Verdict.within("x", 1, "exact", 2, 0.2, "six digits");
    assertEquals(
        "band 0.20: six digits; an exact law, so that settings are too coarse for it or the code is"
            + " wrong; known",
        off.because("known").reason());
    assertTrue(Verdict.factor("x", 1, "recorded", 3, 2, "r").reason().contains("unlucky seed"));
    assertTrue(Verdict.atMost("x", 1, "claim", 3, "r").reason().contains("the claim fails"));
    Verdict same = Verdict.within("x", 1, "exact", 1, 0.2, "six digits");
    assertEquals("band 0.20: six digits", same.because("known").reason());
  }

  private static Verdict.Outcome within(double measured) {
    return Verdict.within("x", 1, "exact", measured, 0.2, "test").outcome();
  }

  private static Verdict.Outcome factor(double measured) {
    return Verdict.factor("x", 1, "exact", measured, 2, "test").outcome();
  }

  @Test
  void histogramsAreDensities() {
    Series steps =
        Series.histogram("h", new double[] {0.1, 0.2, 0.9, 5}, 0, 1, 2, Series.Tone.SAMPLES);
    // Two of four numbers in a bin of width 1/2, one in the other, one outside.
    assertNear(1, steps.y()[0], 1e-15, "first bin");
    assertNear(0.5, steps.y()[2], 1e-15, "second bin");
    assertEquals(0.5, steps.x()[1]);
  }

  @Test
  void raggedRowsAndSeriesAreRefused() {
    DataTable table = new DataTable("t", "caption", "a", "b");
    assertEquals(
        "table t has 2 columns, got 1 cells",
        assertThrows(IllegalArgumentException.class, () -> table.row(1)).getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Series("s", new double[2], new double[1], Series.Mark.LINE, Series.Tone.DATA));
  }
}
