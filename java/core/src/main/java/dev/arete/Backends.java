package dev.arete;

import dev.arete.spi.Availability;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Knows the backends on the class path and chooses one. */
final class Backends {
  private static final System.Logger LOG = System.getLogger("dev.arete");

  private final List<BackendProvider> providers;

  /**
   * Ranks providers.
   *
   * @param found providers in any order
   */
  Backends(Iterable<BackendProvider> found) {
    providers =
        StreamSupport.stream(found.spliterator(), false)
            .sorted(
                Comparator.comparingInt(BackendProvider::priority)
                    .reversed()
                    .thenComparing(BackendProvider::name))
            .toList();
  }

  /** The backends this program was started with. */
  static Backends installed() {
    return new Backends(
        ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader()));
  }

  /** A backend and the name it was found under. */
  record Opened(String name, Backend backend) {}

  /** Every backend, the best automatic choice first. */
  List<BackendInfo> describe() {
    return providers.stream().map(Backends::describe).toList();
  }

  private static BackendInfo describe(BackendProvider provider) {
    Availability availability = provider.probe();
    return new BackendInfo(provider.name(), availability.usable(), availability.detail());
  }

  Opened open(ComputeOptions options) {
    BackendOptions settings =
        new BackendOptions(
            options.precision(),
            options.device(),
            options.threads(),
            options.memoryBudget(),
            options.truncation());
    return options.backend().equals(ComputeOptions.AUTO)
        ? openBest(settings)
        : openNamed(options.backend(), settings);
  }

  private Opened openNamed(String name, BackendOptions settings) {
    for (BackendProvider provider : providers) {
      if (provider.name().equals(name)) {
        BackendInfo info = describe(provider);
        if (!info.usable()) {
          throw new BackendUnavailableException(
              "backend " + name + " cannot run here: " + info.detail());
        }
        return new Opened(name, provider.open(settings));
      }
    }
    throw new BackendUnavailableException(
        "no backend is named \"" + name + "\"; there are auto, " + names());
  }

  /** Passes over each better backend that cannot run, with one log line. */
  private Opened openBest(BackendOptions settings) {
    for (BackendProvider provider : providers) {
      if (provider.priority() < 0) {
        break;
      }
      BackendInfo info = describe(provider);
      if (info.usable()) {
        return new Opened(provider.name(), provider.open(settings));
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "backend {0} cannot run here, trying the next: {1}",
          info.name(),
          info.detail());
    }
    throw new BackendUnavailableException("no backend can run here; there are auto, " + names());
  }

  private String names() {
    return providers.stream().map(BackendProvider::name).collect(Collectors.joining(", "));
  }
}
