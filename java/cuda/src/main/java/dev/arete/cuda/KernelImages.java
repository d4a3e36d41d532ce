package dev.arete.cuda;

import dev.arete.BackendUnavailableException;
import dev.arete.kernels.KernelResources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The compiled kernels to choose from. The best for a device is machine code of its own
 * architecture, then that of an older minor version of the same major one, then the newest PTX that
 * it can run, which the driver compiles. What a driver refuses, because it is older than the
 * compiler, gives way to the next.
 */
final class KernelImages {
  /** The oldest compute capability the kernels are compiled for, times 10. */
  private static final int OLDEST = 75;

  /** Codes by which a driver says that it cannot use an image, where it may yet use another. */
  private static final Set<Integer> REFUSALS =
      Set.of(
          CUresult.CUDA_ERROR_INVALID_IMAGE,
          CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
          CUresult.CUDA_ERROR_INVALID_PTX,
          CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND,
          CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED,
          CUresult.CUDA_ERROR_INVALID_SOURCE,
          CUresult.CUDA_ERROR_NOT_SUPPORTED);

  private final List<String> names;
  private final Function<String, byte[]> loader;

  /**
   * Creates a choice.
   *
   * @param names as arete.sm_90.cubin and arete.compute_75.ptx
   * @param loader bytes of an image by its name
   */
  KernelImages(List<String> names, Function<String, byte[]> loader) {
    this.names = List.copyOf(names);
    this.loader = loader;
  }

  /** What arete-kernels carries. */
  static KernelImages ofJar() {
    return new KernelImages(KernelResources.images(), KernelResources::load);
  }

  /** Names of the images for a compute capability, the best first. */
  List<String> candidates(int major, int minor) {
    return names.stream()
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
  String missing(DeviceInfo info) {
    if (10 * info.major() + info.minor() < OLDEST) {
      return info.name()
          + " has compute capability "
          + info.major()
          + "."
          + info.minor()
          + ", at least 7.5 is needed";
    }
    return candidates(info.major(), info.minor()).isEmpty() ? none(info) + carried() : null;
  }

  private static String none(DeviceInfo info) {
    return "no code for compute capability "
        + info.major()
        + "."
        + info.minor()
        + " ("
        + info.name()
        + "): ";
  }

  private String carried() {
    return "this jar has " + (names.isEmpty() ? "none" : String.join(", ", names));
  }

  /**
   * Loads the best image that the driver takes.
   *
   * @param module receives it
   * @param info the device whose context is current
   * @return the name of the image
   * @throws BackendUnavailableException if there is none, with what the driver said of each
   */
  String load(CUmodule module, DeviceInfo info) {
    List<String> refused = new ArrayList<>();
    for (String name : candidates(info.major(), info.minor())) {
      int code = JCudaDriver.cuModuleLoadData(module, bytes(name));
      if (!REFUSALS.contains(code)) {
        Driver.check(code, "cuModuleLoadData", ", " + name + ", " + info.describe());
        return name;
      }
      refused.add(name + " is refused by the driver: " + Driver.name(code) + " (" + code + ")");
    }
    throw CudaProvider.unavailable(
        refused.isEmpty() ? missing(info) : none(info) + String.join(", ", refused));
  }

  /** Text ends in a zero for the driver. */
  private byte[] bytes(String name) {
    byte[] image = loader.apply(name);
    return isPtx(name) ? Arrays.copyOf(image, image.length + 1) : image;
  }
}
