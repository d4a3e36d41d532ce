package dev.arete.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The compiled kernels this jar carries: PTX always, machine code where a compiler was at hand. */
public final class KernelResources {
  private KernelResources() {}

  /**
   * Returns the names of the images.
   *
   * @return for example arete.sm_90.cubin or arete.compute_75.ptx, in the order of the index
   */
  public static List<String> images() {
    return new String(load("images.txt"), StandardCharsets.UTF_8)
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
