package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.Options;

class BenchOptionsTest {
  @Test
  void runsAllBackendsUnlessOneIsNamed() throws Exception {
    assertEquals(3, BenchOptions.parse(new String[0]).targets().size());
    assertEquals(
        List.of(new BenchOptions.Target("cpu", "FP32")),
        BenchOptions.parse(new String[] {"-p", "backend=cpu", "-p", "precision=FP32"}).targets());
  }

  @Test
  void separatesItsOwnOptionsFromThoseOfJmh() throws Exception {
    BenchOptions options =
        BenchOptions.parse(new String[] {"--report", "out", "Score", "--quick", "-f", "1"});
    assertEquals("out", options.report());
    assertFalse(options.isQuestion());
    Options jmh = options.jmh(new BenchOptions.Target("cpu", "FP64"));
    assertEquals(List.of("Score"), jmh.getIncludes());
    assertEquals(0, jmh.getForkCount().get());
    assertEquals(List.of("cpu"), List.copyOf(jmh.getParameter("backend").get()));
  }

  @Test
  void leavesListsToJmh() throws Exception {
    assertTrue(BenchOptions.parse(new String[] {"-l"}).isQuestion());
  }

  @Test
  void wantsAPathForTheReport() {
    assertThrows(
        IllegalArgumentException.class, () -> BenchOptions.parse(new String[] {"--report"}));
  }
}
