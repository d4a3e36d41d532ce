package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelPageTest {
  private static final BenchReport.Setting SETTING =
      new BenchReport.Setting(
          "2026-01-02", "a processor", 2, "17", "", "abc", "0, 0", List.of("cuda FP64: a device"));

  @TempDir private Path folder;

  private Path file(String... rows) throws IOException {
    String header =
        "kernel,launches,timed,milliseconds,multiprocessors,megahertz,float_lanes,double_lanes\n";
    return Files.writeString(folder.resolve("k.csv"), header + String.join("\n", rows));
  }

  /** Five calls of two launches; the first of them was not timed. */
  @Test
  void timesAreOfOneCall() throws IOException {
    KernelFile kernels =
        KernelFile.read(
            file(
                "cheap,5,4,0.4,100,1000,128,64",
                "dear,10,9,18,100,1000,128,64",
                "once,1,0,0,100,1000,128,64"));
    List<KernelRun.Kernel> call = kernels.kernels(5);
    assertEquals(
        List.of(new KernelRun.Kernel("dear", 2, 2000), new KernelRun.Kernel("cheap", 1, 100)),
        call);
    KernelRun run = new KernelRun("score", "G1", "d=2", "FP64", 5, call, 1.025, "score 1.0e-15");
    assertEquals(4.1, run.onDevice(), 1e-12);
    String page = KernelPage.of(SETTING, List.of(run));
    assertTrue(
        page.contains("| score | G1 | d=2 | FP64 | 5.000 | 4.100 | 25% | score 1.0e-15 |\n"), page);
    assertTrue(page.contains("| score | G1 | FP64 | dear | 2.00 | 2000 | 4.000 |\n"), page);
  }

  @Test
  void aFileWithoutKernelsIsNamed() throws IOException {
    Path empty = file();
    assertTrue(
        assertThrows(IOException.class, () -> KernelFile.read(empty))
            .getMessage()
            .contains(empty.toString()));
  }

  /**
   * 1e10 pairs of a score at d = 2 take 2.39 ms on an H200 by its special function units; at d = 3,
   * 10 slots on 128 lanes take longer than they do.
   */
  @Test
  void theBoundIsThatOfTheSlowestUnit() {
    DeviceRates h200 = new DeviceRates(132, 1980, 128, 64);
    assertEquals(2.391, h200.leastMilliseconds(1e10, CostModel.scorePair(2, "FP32"), "FP32"), 1e-3);
    double d3 = h200.leastMilliseconds(1e10, CostModel.scorePair(3, "FP32"), "FP32");
    assertEquals(1e10 * 10 / (132 * 1980e3 * 128), d3, 1e-9);
    double wide = h200.leastMilliseconds(1e10, CostModel.scorePair(2, "FP64"), "FP64");
    assertEquals(1e10 * 27 / (132 * 1980e3 * 64), wide, 1e-9);
  }

  @Test
  void aBatchIsNamedByOrderAndCount() {
    EigenProblem batch = EigenProblem.of("eigen-3x7");
    assertEquals("eigen-3x7", batch.name());
    assertEquals(63, batch.matrices().length);
    assertTrue(EigenProblem.isNamed("eigen-3x7") && !EigenProblem.isNamed("eigen-3"));
    assertThrows(IllegalArgumentException.class, () -> EigenProblem.of("eigen-x7"));
  }
}
