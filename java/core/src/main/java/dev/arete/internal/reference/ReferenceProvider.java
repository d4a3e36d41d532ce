package dev.arete.internal.reference;

import dev.arete.spi.Availability;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;

/** Offers the reference backend to those who ask for it by name. */
public final class ReferenceProvider implements BackendProvider {
  static final String DEVICE =
      "one thread of the JVM, double precision whatever is asked for; slow, for checking";

  /** Called by the service loader. */
  public ReferenceProvider() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int priority() {
    return -1;
  }

  @Override
  public Availability probe() {
    return new Availability(true, DEVICE);
  }

  @Override
  public Backend open(BackendOptions options) {
    return new ReferenceBackend();
  }
}
