package dev.arete.spi;

/** Through which a running request tells its progress and hears that it should stop. */
public interface Monitor {
  /** A monitor that hears nothing and never stops the work. */
  Monitor NONE =
      new Monitor() {
        @Override
        public void finished(int queries) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /**
   * Reports finished queries; callable from any thread, many at once.
   *
   * @param queries how many more are finished
   */
  void finished(int queries);

  /**
   * Returns whether the work should stop. Backends ask between iterations and between blocks; once
   * true they return soon, with outputs in any state.
   *
   * @return true if the request is to be abandoned
   */
  boolean cancelled();
}
