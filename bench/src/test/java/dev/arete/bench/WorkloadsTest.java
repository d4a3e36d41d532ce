package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {
  /** Results of different days are compared, so the problems may never drift. */
  @ParameterizedTest
  @CsvSource({
    "P1, 5000, 5000, 2, 1316646444",
    "P2, 20000, 5000, 3, 153496674",
    "P3-t.5, 6742, 2000, 32, 2084886714",
    "smoke-d64, 120, 8, 64, 102633412",
    "quakes, 5871, 5871, 2, 2919596372"
  })
  void isTheSameEverywhere(String name, int n, int q, int d, long checksum) {
    Workload workload = Workloads.named(name);
    assertEquals(n, workload.n());
    assertEquals(q, workload.q());
    assertEquals(d, workload.d());
    assertEquals(
        checksum, crc(workload.data().coordinates(), workload.queries().coordinates()), name);
  }

  /** Of the coordinates in float: Math.exp in the smoothing may differ in the last bit. */
  private static long crc(double[]... arrays) {
    CRC32 crc = new CRC32();
    for (double[] array : arrays) {
      for (double value : array) {
        crc.update(ByteBuffer.allocate(Float.BYTES).putFloat((float) value).flip());
      }
    }
    return crc.getValue();
  }

  @Test
  void everyNameGivesItsWorkload() {
    for (String name : Workloads.names()) {
      Workload workload = Workloads.named(name);
      assertEquals(name, workload.name());
      assertTrue(workload.ridgeDimension() < workload.d(), name);
    }
  }

  @Test
  void firstQueriesKeepsTheFirst() {
    Workload all = Workloads.named("smoke-d2");
    Workload few = all.firstQueries(3);
    assertEquals(3, few.q());
    assertArrayEquals(Arrays.copyOf(all.queries().coordinates(), 6), few.queries().coordinates());
    assertEquals(all, all.firstQueries(all.q()));
  }

  @Test
  void unknownNameListsTheKnown() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Workloads.named("P9"));
    assertTrue(e.getMessage().contains("P9") && e.getMessage().contains("P3-t.5"), e.getMessage());
  }
}
