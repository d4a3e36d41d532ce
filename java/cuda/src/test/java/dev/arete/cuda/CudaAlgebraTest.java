package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arete.BackendUnavailableException;
import dev.arete.spi.Availability;
import dev.arete.testkit.emulator.EmulatorLibrary;
import dev.arete.testkit.emulator.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * cuBLAS and cuSOLVER where they are not, and in JVMs of their own where plain C stands for them.
 */
@OnEmulator
class CudaAlgebraTest {
  @TempDir Path folder;

  @Test
  void absenceIsOneLineAndDisablesNothingElse() {
    assumeTrue(CuBlas.UNAVAILABLE != null, "cuBLAS is installed here");
    for (int again = 0; again < 2; again++) {
      Availability availability = new CudaAlgebra().probe();
      assertFalse(availability.usable());
      String reason = availability.detail();
      assertEquals(1, reason.lines().count(), reason);
      assertTrue(reason.startsWith("cuBLAS cannot be loaded: libcublas.so.12: "), reason);
      String refusal =
          assertThrows(
                  BackendUnavailableException.class,
                  () -> new CudaAlgebra().addOuterProducts(new double[1], 1, 1, new double[1]))
              .getMessage();
      assertTrue(refusal.endsWith(reason), refusal);
    }
    assertTrue(new CudaProvider().probe().usable());
  }

  @Test
  void resultsAgreeWithThePlainOnes() throws Exception {
    probe("");
  }

  @Test
  void aProductThatFailsIsNamed() throws Exception {
    probe("cublasDsyrk", "cublasDsyrk", "cublasDsyrk failed: CUBLAS_STATUS_EXECUTION_FAILED (13)");
  }

  @Test
  void aSolverThatFailsIsNamed() throws Exception {
    probe(
        "cusolverDnDsyevd",
        "cusolverDnDsyevd",
        "cusolverDnDsyevd failed: CUSOLVER_STATUS_EXECUTION_FAILED (6)");
  }

  @Test
  void aSolverThatDoesNotConvergeIsNamed() throws Exception {
    probe(
        "state",
        "cusolverDnDsyevd",
        "cusolverDnDsyevd found no eigensystem of order 1: its state is 3");
  }

  /** Runs {@link AlgebraProbe} with what it is to expect. */
  private void probe(String failure, String... expected) throws IOException, InterruptedException {
    FakeLibraries.unavailable().ifPresent(reason -> assumeTrue(false, reason));
    FakeLibraries.build(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AlgebraProbe.class.getName()));
    command.addAll(List.of(expected));
    Path log = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Path driver = EmulatorLibrary.ofKernels(Mode.FAST).driver().getParent();
    builder.environment().remove("LD_PRELOAD"); // a sanitizer is for this JVM only
    builder.environment().put("LD_LIBRARY_PATH", folder + File.pathSeparator + driver);
    builder.environment().put("FAKE_FAILURE", failure);
    int code = builder.start().waitFor();
    assertEquals(0, code, Files.readString(log));
  }
}
