package dev.arete.testkit.emulator;

import java.util.Locale;

/** How the emulator and the kernels are compiled. */
public enum Mode {
  /** Optimised; blocks over all cores; guard bands, poisoned memory and barrier checks. */
  FAST,
  /**
   * With g++'s address and undefined-behaviour sanitizers; needs their libraries preloaded into the
   * JVM; one core.
   */
  SANITIZE,
  /**
   * Every memory access is compared with earlier ones for races; one core, some hundred times
   * slower.
   */
  RACE;

  /**
   * The system property that chooses the mode of {@link EmulatorLibrary#ofKernels}: {@code fast},
   * {@code sanitize} or {@code race}.
   */
  public static final String PROPERTY = "arete.emulator.mode";

  /** The mode asked for by {@value #PROPERTY}, {@link #FAST} when there is none. */
  public static Mode chosen() {
    return valueOf(System.getProperty(PROPERTY, "fast").toUpperCase(Locale.ROOT));
  }

  /** The mode's name as {@code build.sh} takes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
