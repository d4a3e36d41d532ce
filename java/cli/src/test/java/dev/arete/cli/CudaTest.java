package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arete.testkit.check.Check;
import dev.arete.testkit.emulator.EmulatorLibrary;
import dev.arete.testkit.emulator.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command line with {@code --backend cuda}, each time in a Java of its own: without a driver,
 * and with the emulator as the driver. Where the emulator cannot be built the tests that need it
 * are skipped with the reason.
 */
class CudaTest {
  @TempDir Path folder;

  /** Points about a parabola. */
  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(17);
    List<String> lines = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < 1000; i++) {
      double x = 4 * random.nextDouble() - 2;
      lines.add(x + "," + (x * x / 2 + 0.1 * random.nextGaussian()));
    }
    Files.write(folder.resolve("data.csv"), lines);
    Files.write(folder.resolve("queries.csv"), lines.subList(0, 41));
  }

  private record Ended(int code, List<String> out, List<String> err) {}

  private Ended run(Map<String, String> environment, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", // as the manifest of arete.jar has it
                "-cp",
                System.getProperty("java.class.path"),
                "dev.arete.cli.Main"));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .redirectError(folder.resolve("error.txt").toFile());
    builder.environment().keySet().removeIf(name -> name.equals("LD_PRELOAD"));
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Ended(
        code,
        Files.readAllLines(folder.resolve("said.txt")),
        Files.readAllLines(folder.resolve("error.txt")));
  }

  private String[] project(String backend, String out) {
    return new String[] {
      "project",
      "--data",
      at("data.csv"),
      "--queries",
      at("queries.csv"),
      "--bandwidth",
      "0.3",
      "--ridge-dimension",
      "1",
      "--tolerance",
      "1e-10",
      "--backend",
      backend,
      "--out",
      at(out)
    };
  }

  private String at(String file) {
    return folder.resolve(file).toString();
  }

  private static Map<String, String> emulator(String setting) {
    EmulatorLibrary.unavailable().ifPresent(reason -> assumeTrue(false, reason));
    String path = EmulatorLibrary.ofKernels(Mode.FAST).driver().getParent().toString();
    String[] words = setting.split("=", 2);
    return Map.of("LD_LIBRARY_PATH", path, words[0], words[1]);
  }

  private void refused(Map<String, String> environment, String message) throws Exception {
    Ended ended = run(environment, project("cuda", "out.csv"));
    assertEquals(2, ended.code(), ended.err().toString());
    assertEquals(1, ended.err().size(), ended.err().toString());
    assertTrue(ended.err().get(0).startsWith("arete project: "), ended.err().get(0));
    assertTrue(ended.err().get(0).contains(message), ended.err().get(0));
    assertEquals(List.of(), ended.out());
    assertFalse(Files.exists(folder.resolve("out.csv")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      EMU_DEVICES=0            | cannot run here: the NVIDIA driver finds no CUDA device
      EMU_DRIVER_VERSION=11080 | the NVIDIA driver supports CUDA 11.8, at least 12.0 is needed (driver 525 or later)
      EMU_CC=61                | has compute capability 6.1, at least 7.5 is needed
      EMU_MEMORY=4096          | out of device memory on
      """)
  void oneLineSaysWhyTheDeviceCannotBeUsed(String setting, String message) throws Exception {
    refused(emulator(setting), message);
  }

  @Test
  void oneLineSaysThatThereIsNoDriver() throws Exception {
    for (String library : List.of("lib/x86_64-linux-gnu", "lib64", "lib/wsl/lib", "lib")) {
      Path driver = Path.of("/usr", library, "libcuda.so.1");
      assumeTrue(!Files.exists(driver), "there is a driver here: " + driver);
    }
    refused(
        Map.of("LD_LIBRARY_PATH", ""),
        "backend cuda cannot run here: libcuda.so.1 not found (is the NVIDIA driver installed?)");
  }

  @Test
  void infoNamesTheDevice() throws Exception {
    Ended ended = run(emulator("EMU_CC=86"), "info");
    assertEquals(0, ended.code(), ended.err().toString());
    assertTrue(
        ended.out().stream()
            .anyMatch(line -> line.matches("cuda +usable: .*compute capability 8\\.6.*")),
        ended.out().toString());
  }

  /** Both stop at a residual of 1e-10 bandwidths: 1e-7 leaves three digits for its slope. */
  @Test
  void projectGivesTheResultOfTheProcessor() throws Exception {
    Map<String, String> driver = emulator("EMU_CC=75");
    assertEquals(0, run(driver, project("cuda", "cuda.csv")).code());
    assertEquals(0, run(driver, project("cpu", "cpu.csv")).code());
    List<String> actual = Files.readAllLines(folder.resolve("cuda.csv"));
    List<String> expected = Files.readAllLines(folder.resolve("cpu.csv"));
    assertEquals(41, actual.size());
    assertEquals(expected.get(0), actual.get(0));
    for (int row = 1; row < expected.size(); row++) {
      String[] wanted = expected.get(row).split(",", -1);
      String[] found = actual.get(row).split(",", -1);
      assertEquals(wanted[6], found[6], "status of row " + row);
      for (int j = 0; j < 2; j++) {
        Check.close(
            "row " + row, Double.parseDouble(found[j]), Double.parseDouble(wanted[j]), 1e-7);
      }
    }
  }
}
