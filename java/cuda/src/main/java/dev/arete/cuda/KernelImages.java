package dev.arete.cuda;

import dev.arete.AreteException;
import dev.arete.kernels.KernelResources;
import java.util.List;

/**
 * Chooses the machine code for a device: a cubin of its own architecture, one of an older minor
 * version of the same major one, else the newest PTX that it can run, which the driver compiles.
 */
final class KernelImages {
  private KernelImages() {}

  /** Names of the images for a compute capability, the best first. */
  static List<String> candidates(List<String> available, int major, int minor) {
    return available.stream()
        .filter(name -> fits(name, major, minor))
        .sorted(KernelImages::better)
        .toList();
  }

  private static boolean fits(String name, int major, int minor) {
    int architecture = architecture(name);
    int device = 10 * major + minor;
    return isPtx(name)
        ? architecture <= device
        : architecture / 10 == major && architecture <= device;
  }

  private static int better(String left, String right) {
    return isPtx(left) != isPtx(right)
        ? Boolean.compare(isPtx(left), isPtx(right))
        : Integer.compare(architecture(right), architecture(left));
  }

  private static boolean isPtx(String name) {
    return name.endsWith(".ptx");
  }

  /** 90 of "arete.sm_90.cubin" and "arete.compute_90.ptx". */
  private static int architecture(String name) {
    String stem = name.substring(0, name.lastIndexOf('.'));
    return Integer.parseInt(stem.substring(stem.lastIndexOf('_') + 1));
  }

  /** Why a device has no code, in one line, or null if it has. */
  static String missing(DeviceInfo info) {
    List<String> available = KernelResources.images();
    return candidates(available, info.major(), info.minor()).isEmpty()
        ? "no code for compute capability "
            + info.major()
            + "."
            + info.minor()
            + " ("
            + info.name()
            + "): this jar has "
            + String.join(", ", available)
        : null;
  }

  /** The best image for a device. */
  static byte[] load(DeviceInfo info) {
    List<String> names = candidates(KernelResources.images(), info.major(), info.minor());
    if (names.isEmpty()) {
      throw new AreteException(missing(info));
    }
    return KernelResources.load(names.get(0));
  }
}
