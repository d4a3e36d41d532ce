package dev.arete.spi;

/**
 * Says whether a backend can run on this machine, and opens it. Found through {@link
 * java.util.ServiceLoader}.
 */
public interface BackendProvider {
  /**
   * Returns the name users write to ask for this backend.
   *
   * @return a lower-case word, unique among providers
   */
  String name();

  /**
   * Returns the rank in the automatic choice: the usable backend with the largest value is taken.
   *
   * @return the rank; negative for a backend that is used only when asked for by name
   */
  int priority();

  /**
   * Finds out whether the backend can run here. Cheap, repeatable, and never throws.
   *
   * @return usable or not, and why, in one line
   */
  Availability probe();

  /**
   * Opens the backend.
   *
   * @param options explicit settings
   * @return the open backend, owned by the caller
   * @throws dev.arete.BackendUnavailableException if it cannot run with these settings
   */
  Backend open(BackendOptions options);
}
