package dev.arete.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The compiled kernels this jar carries: PTX always, machine code where a compiler was at hand. */
public final class KernelResources {
  private static final String SOURCES = "sources.sha256";
  private static final String MACHINE_CODE = "machine-code.txt";

  private KernelResources() {}

  /**
   * Returns the names of the images.
   *
   * @return for example arete.sm_90.cubin or arete.compute_75.ptx; machine code first
   */
  public static List<String> images() {
    return Stream.concat(machineCode().stream(), lines("images.txt").stream()).toList();
  }

  private static List<String> machineCode() {
    return KernelResources.class.getResource(MACHINE_CODE) == null
        ? List.of()
        : machineCode(lines(MACHINE_CODE), lines(SOURCES).get(0));
  }

  /**
   * Images named by an index whose first line is the hash of the sources they were made from. An
   * older build may have left machine code of other sources behind: none of it counts.
   */
  static List<String> machineCode(List<String> index, String sources) {
    return !index.isEmpty() && index.get(0).equals(sources)
        ? index.subList(1, index.size())
        : List.of();
  }

  private static List<String> lines(String name) {
    return new String(load(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /**
   * Returns one image.
   *
   * @param name one of {@link #images}
   * @return its bytes
   */
  public static byte[] load(String name) {
    try (InputStream in = KernelResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("this jar has no kernel image " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("kernel image " + name + " cannot be read", e);
    }
  }
}
