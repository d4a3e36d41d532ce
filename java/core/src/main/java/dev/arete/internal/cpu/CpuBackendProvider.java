package dev.arete.internal.cpu;

import dev.arete.spi.Availability;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;

/** Offers the CPU backend, which runs everywhere. */
public final class CpuBackendProvider implements BackendProvider {
  private static final int PRIORITY = 10;

  /** Called by the service loader. */
  public CpuBackendProvider() {}

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Availability probe() {
    return new Availability(true, Processor.describe());
  }

  @Override
  public Backend open(BackendOptions options) {
    return new CpuBackend(options);
  }
}
