package dev.arete.diffusion.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.diffusion.report.DataTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaiveRidgeTest {
  /** The ridge of two points is the line: 161 columns of the grid. The naive one is a cross. */
  @Test
  void theRightRidgeIsTheLineAndTheNaiveOneIsNot() {
    try (Compute compute = Compute.open()) {
      NaiveRidge naive = new NaiveRidge(compute, 0.5, 0.001);
      DataTable table = naive.table();
      for (List<Object> row : table.rows()) {
        assertEquals("161", row.get(3).toString(), "points on the ridge, t = " + row.get(0));
        assertEquals("0", row.get(4).toString(), "points off the line, t = " + row.get(0));
      }
      assertEquals("0", table.rows().get(0).get(2).toString(), "naive, t = 0.5");
      int off = Integer.parseInt(table.rows().get(1).get(2).toString());
      assertTrue(off > 100, "naive points off the line, t = 0.001: " + off);
      assertEquals(4, naive.figure().panels().size());
    }
  }
}
