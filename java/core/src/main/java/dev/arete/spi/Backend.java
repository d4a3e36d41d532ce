package dev.arete.spi;

/**
 * An open backend. Any thread may call it. {@link #close} is total and idempotent; the API closes
 * every engine before it closes the backend.
 */
public interface Backend extends AutoCloseable {
  /**
   * Describes the device for people.
   *
   * @return one line, for example the processor and the number of threads
   */
  String device();

  /**
   * Takes the centres of a mixture, moving them to the device once.
   *
   * @param mixture the centres; the backend must not write to its arrays and may keep them
   * @return an engine for this mixture, owned by the caller
   */
  DensityEngine load(Mixture mixture);

  /**
   * Decomposes a batch of symmetric matrices.
   *
   * @param request input and outputs
   */
  void eigen(EigenRequest request);

  @Override
  void close();
}
