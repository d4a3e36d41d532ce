package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedProblemTest {
  @TempDir Path folder;

  @Test
  void isTheWorkloadThatWasExported() throws IOException {
    Export.main(new String[] {folder.toString(), "smoke-d2"});
    Workload expected = Workloads.named("smoke-d2");
    Workload actual = ExportedProblem.read(folder.resolve("smoke-d2"));
    assertEquals("smoke-d2", actual.name());
    assertEquals(expected.smoothing().variance(), actual.smoothing().variance());
    assertEquals(expected.ridgeDimension(), actual.ridgeDimension());
    assertArrayEquals(expected.data().coordinates(), actual.data().coordinates());
    assertArrayEquals(expected.queries().coordinates(), actual.queries().coordinates());
  }

  @Test
  void aTableIsAProblemToo() throws IOException {
    Path table = Files.writeString(folder.resolve("a.b.csv"), "x,y\n1,2\n3,4\n5,6\n");
    Workload workload = TableProblem.of("small=" + table + ":6:1");
    assertEquals("small", workload.name());
    assertEquals(3, workload.n());
    assertEquals(6, workload.smoothing().variance());
    assertEquals(1, workload.ridgeDimension());
    assertEquals("smoke-d2", TableProblem.of("smoke-d2").name());
  }
}
