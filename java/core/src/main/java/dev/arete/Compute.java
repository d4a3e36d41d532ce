package dev.arete;

import dev.arete.spi.Backend;
import dev.arete.spi.Mixture;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * An open backend: where densities live and operations run. The entry point of the library.
 *
 * <pre>{@code
 * try (Compute compute = Compute.open();
 *     SmoothedDensity p = compute.density(Points.of(quakes, 2), Smoothing.bandwidth(2.5))) {
 *   RidgeProjection ridge = p.ridge(1).project(Points.of(quakes, 2));
 *   System.out.println(ridge.summary());
 * }
 * }</pre>
 *
 * <p>Any thread may call any method. Closing is idempotent and closes every density opened here
 * first; any use after close is an {@link IllegalStateException}.
 */
public final class Compute implements AutoCloseable {
  private final String backendName;
  private final ComputeOptions options;
  private final Backend backend;
  private final Lifetime lifetime;
  private final Set<SmoothedDensity> densities =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  private Compute(Backends.Opened opened, ComputeOptions options) {
    this.backendName = opened.name();
    this.backend = opened.backend();
    this.options = options;
    this.lifetime = new Lifetime("this Compute (" + backendName + ")", null);
  }

  /**
   * Returns the best backend that can run here, in double precision on all processors. Today that
   * is the CPU: the CUDA backend is opened by name until its results on devices are on record. A
   * fallback is logged once.
   *
   * @return the open backend, owned by the caller
   */
  public static Compute open() {
    return open(ComputeOptions.defaults());
  }

  /**
   * Returns a backend opened with explicit options.
   *
   * @param options the options
   * @return the open backend, owned by the caller
   * @throws BackendUnavailableException if the backend asked for by name cannot run; the message
   *     says why
   */
  public static Compute open(ComputeOptions options) {
    return new Compute(Backends.installed().open(options), options);
  }

  /**
   * Returns what is known of every backend on the class path, the best automatic choice first.
   *
   * @return one entry per backend
   */
  public static List<BackendInfo> backends() {
    return Backends.installed().describe();
  }

  /**
   * Returns the name of the backend that was chosen.
   *
   * @return "reference", "cpu" or "cuda"
   */
  public String backend() {
    return backendName;
  }

  /**
   * Returns the device the backend runs on.
   *
   * @return one line for people
   */
  public String device() {
    return backend.device();
  }

  /**
   * Returns the options this backend was opened with.
   *
   * @return the options
   */
  public ComputeOptions options() {
    return options;
  }

  /**
   * Returns the smoothed density of data, p(y) = sum_i pi_i N(y; a x_i, h I).
   *
   * @param data n points, with weights pi_i or 1/n each; at least one point
   * @param smoothing a and h
   * @return the density, owned by the caller
   * @throws IllegalArgumentException if there are no points, or exponents would overflow because
   *     the coordinates are too large for the variance
   */
  public SmoothedDensity density(Points data, Smoothing smoothing) {
    Mixture mixture = Mixtures.of(data, smoothing);
    return lifetime.call(
        () -> {
          SmoothedDensity density =
              new SmoothedDensity(
                  this, lifetime, backend.load(mixture), data, smoothing, options.precision());
          densities.add(density);
          return density;
        });
  }

  /**
   * Returns the batched symmetric eigensolver of this backend.
   *
   * @return the solver; it lives as long as this object and needs no closing
   * @throws IllegalStateException if this object is closed
   */
  public SymmetricEigen symmetricEigen() {
    return lifetime.call(() -> new SymmetricEigen(lifetime, backend));
  }

  /** Drops a density that is being closed by its user. */
  void forget(SmoothedDensity density) {
    densities.remove(density);
  }

  /** Waits for running calls, closes every density opened here, then the backend. */
  @Override
  public void close() {
    if (!lifetime.end()) {
      return;
    }
    closeAll(List.copyOf(densities), backend::close);
  }

  /**
   * Closes children and then their parent; the first failure is thrown with the others suppressed.
   */
  static void closeAll(List<? extends Closing> children, Closing parent) {
    RuntimeException failure = null;
    for (Closing child : children) {
      failure = tryClose(child, failure);
    }
    failure = tryClose(parent, failure);
    if (failure != null) {
      throw failure;
    }
  }

  /** A resource that is closed without a checked exception. */
  @FunctionalInterface
  interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  private static RuntimeException tryClose(Closing resource, RuntimeException failure) {
    try {
      resource.close();
      return failure;
    } catch (RuntimeException e) {
      if (failure == null) {
        return e;
      }
      failure.addSuppressed(e);
      return failure;
    }
  }
}
