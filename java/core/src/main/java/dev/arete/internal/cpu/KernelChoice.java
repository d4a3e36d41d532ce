package dev.arete.internal.cpu;

/**
 * Chooses the inner loops, once for the process: those on vector registers if Java was started with
 * their module and fused multiply-adds are instructions, plain ones otherwise: without the
 * instruction each takes Java as long as thousands. The system property {@value #PROPERTY} set to
 * "plain" asks for plain loops.
 */
final class KernelChoice {
  static final String PROPERTY = "arete.cpu.loops";
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "dev.arete.internal.cpu.vector.VectorKernels";
  private static final System.Logger LOG = System.getLogger("dev.arete");

  /**
   * Nanoseconds that a few fused multiply-adds may take: with the instruction, 1,000 even before
   * anything is compiled; without it, millions.
   */
  private static final long MOST_TIME = 100_000;

  private KernelChoice() {}

  /** Returns the loops of this process. */
  static Kernels kernels() {
    return Holder.KERNELS;
  }

  /** Returns the choice for a value of the property, which may be null. */
  static Kernels choose(String wish) {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (!present || "plain".equals(wish)) {
      return new PlainKernels();
    }
    if (!isFusedFast()) {
      LOG.log(System.Logger.Level.WARNING, "no vector loops: fused multiply-adds are slow here");
      return new PlainKernels();
    }
    try {
      Class<?> loops = Class.forName(VECTOR_KERNELS);
      return loops.asSubclass(Kernels.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // another Java's module may have moved on: slower is better than not at all
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.log(System.Logger.Level.WARNING, () -> "vector loops do not run on this Java: " + cause);
      return new PlainKernels();
    }
  }

  /** The best of a few attempts: others may have had the processor in between. */
  private static boolean isFusedFast() {
    double x = 1.1;
    long best = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && best > MOST_TIME; attempt++) {
      long start = System.nanoTime();
      for (int i = 0; i < 16; i++) {
        x = Math.fma(x, 0.9, 0.3);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best <= MOST_TIME && x > 0;
  }

  private static final class Holder {
    static final Kernels KERNELS = announce(choose(System.getProperty(PROPERTY)));

    private static Kernels announce(Kernels kernels) {
      LOG.log(System.Logger.Level.DEBUG, "the CPU backend uses {0}", kernels.name());
      return kernels;
    }
  }
}
