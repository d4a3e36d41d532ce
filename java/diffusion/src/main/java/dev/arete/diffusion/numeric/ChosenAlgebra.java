package dev.arete.diffusion.numeric;

import dev.arete.BackendUnavailableException;
import dev.arete.spi.Availability;
import dev.arete.spi.DenseAlgebra;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The library for large dense matrices that the system property {@value #PROPERTY} names. None is
 * chosen by itself.
 */
public final class ChosenAlgebra {
  /** Name of the system property. */
  public static final String PROPERTY = "arete.algebra";

  /** The name of no library but the code on the JVM. */
  private static final String OWN = "jvm";

  private ChosenAlgebra() {}

  /**
   * Returns the named library.
   *
   * @return the library, which can run here; empty where the property is not set or is "jvm"
   * @throws BackendUnavailableException if no library has that name, or it cannot run here
   */
  public static Optional<DenseAlgebra> get() {
    return get(System.getProperty(PROPERTY, OWN));
  }

  static Optional<DenseAlgebra> get(String name) {
    if (name.equals(OWN)) {
      return Optional.empty();
    }
    DenseAlgebra named =
        installed()
            .filter(algebra -> algebra.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new BackendUnavailableException(unknown(name)));
    Availability availability = named.probe();
    if (!availability.usable()) {
      throw new BackendUnavailableException(
          PROPERTY + "=" + name + " cannot run here: " + availability.detail());
    }
    return Optional.of(named);
  }

  private static String unknown(String name) {
    return "no algebra is named \""
        + name
        + "\", as "
        + PROPERTY
        + " asks; there are "
        + Stream.concat(Stream.of(OWN), installed().map(DenseAlgebra::name))
            .collect(Collectors.joining(", "));
  }

  private static Stream<DenseAlgebra> installed() {
    return ServiceLoader.load(DenseAlgebra.class, DenseAlgebra.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get);
  }
}
