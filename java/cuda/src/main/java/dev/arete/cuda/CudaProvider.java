package dev.arete.cuda;

import dev.arete.BackendUnavailableException;
import dev.arete.DeviceException;
import dev.arete.spi.Availability;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;
import jcuda.driver.CUresult;

/** Offers the first CUDA device whose driver answers and that the kernels have code for. */
public final class CudaProvider implements BackendProvider {
  /** Called by the service loader. */
  public CudaProvider() {}

  @Override
  public String name() {
    return "cuda";
  }

  /** Only when asked for by name: no result from a real device is on record yet. */
  @Override
  public int priority() {
    return -1;
  }

  @Override
  public Availability probe() {
    return probe(0);
  }

  private static Availability probe(int ordinal) {
    try {
      String reason = Driver.unavailable();
      if (reason == null && ordinal >= Driver.deviceCount()) {
        reason = "there is no CUDA device " + ordinal + "; " + Driver.deviceCount() + " found";
      }
      if (reason != null) {
        return new Availability(false, reason);
      }
      DeviceInfo info = DeviceInfo.of(ordinal);
      reason = KernelImages.ofJar().missing(info);
      return reason == null
          ? new Availability(true, info.describe())
          : new Availability(false, reason);
    } catch (RuntimeException e) {
      return new Availability(false, e.getMessage());
    }
  }

  @Override
  public Backend open(BackendOptions options) {
    Availability availability = probe(options.device());
    if (!availability.usable()) {
      throw unavailable(availability.detail());
    }
    try {
      return new CudaBackend(options);
    } catch (DeviceException e) {
      boolean full = e.code() == CUresult.CUDA_ERROR_OUT_OF_MEMORY;
      BackendUnavailableException refusal =
          unavailable(
              (full ? "no memory is left on " + availability.detail() + ": " : "")
                  + e.getMessage());
      refusal.initCause(e);
      throw refusal;
    }
  }

  /** The exception for a backend that cannot run, for a reason of one line. */
  static BackendUnavailableException unavailable(String reason) {
    return new BackendUnavailableException("backend cuda cannot run here: " + reason);
  }
}
