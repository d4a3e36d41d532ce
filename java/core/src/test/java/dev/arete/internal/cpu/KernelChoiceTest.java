package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other Javas than that of the tests would choose. */
class KernelChoiceTest {
  private static String loops(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PrintLoops.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  private static final String PLAIN = new PlainKernels().name();

  @Test
  void plainWithoutTheModule() throws Exception {
    assertEquals(PLAIN, loops().strip());
  }

  /** Sums over lanes are taken in pairs: they would be wrong. */
  @Test
  void plainWhereAVectorHoldsOneDoubleWithALineThatSaysWhy() throws Exception {
    String printed = loops("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=8");
    assertTrue(printed.strip().endsWith(PLAIN), printed);
    assertTrue(printed.contains("vectors of 64 bits"), printed);
  }

  /** Vector loops would take hours. */
  @Test
  void plainWhereFusedMultiplyAddsAreNoInstructionWithALineThatSaysWhy() throws Exception {
    String printed = loops("--add-modules", "jdk.incubator.vector", "-XX:-UseFMA");
    assertTrue(printed.strip().endsWith(PLAIN), printed);
    assertTrue(printed.contains("fused multiply-adds are slow"), printed);
  }

  @Test
  void vectorsWhereTheyHoldMore() throws Exception {
    String printed = loops("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16");
    assertTrue(printed.strip().endsWith("vectors of 128 bits"), printed);
  }
}
