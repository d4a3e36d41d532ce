package dev.arete;

import dev.arete.spi.Availability;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds backends and chooses one. */
final class Backends {
  private static final System.Logger LOG = System.getLogger("dev.arete");

  private Backends() {}

  /** A backend and the provider it came from. */
  record Opened(String name, Backend backend) {}

  /** Providers, the best automatic choice first. */
  private static List<BackendProvider> providers() {
    List<BackendProvider> found = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .forEach(found::add);
    found.sort(
        Comparator.comparingInt(BackendProvider::priority)
            .reversed()
            .thenComparing(BackendProvider::name));
    return found;
  }

  static List<BackendInfo> describe() {
    List<BackendInfo> infos = new ArrayList<>();
    for (BackendProvider provider : providers()) {
      Availability availability = provider.probe();
      infos.add(new BackendInfo(provider.name(), availability.usable(), availability.detail()));
    }
    return List.copyOf(infos);
  }

  static Opened open(ComputeOptions options) {
    BackendOptions settings =
        new BackendOptions(
            options.precision(), options.device(), options.threads(), options.memoryBudget());
    return options.backend().equals(ComputeOptions.AUTO)
        ? openBest(settings)
        : openNamed(options.backend(), settings);
  }

  private static Opened openNamed(String name, BackendOptions settings) {
    List<BackendProvider> providers = providers();
    for (BackendProvider provider : providers) {
      if (provider.name().equals(name)) {
        Availability availability = provider.probe();
        if (!availability.usable()) {
          throw new BackendUnavailableException(
              "backend " + name + " cannot run here: " + availability.detail());
        }
        return new Opened(name, provider.open(settings));
      }
    }
    throw new BackendUnavailableException(
        "no backend is named \""
            + name
            + "\"; there are auto, "
            + providers.stream().map(BackendProvider::name).collect(Collectors.joining(", ")));
  }

  /** Falls back once for each better backend that cannot run, with one log line each. */
  private static Opened openBest(BackendOptions settings) {
    for (BackendProvider provider : providers()) {
      if (provider.priority() < 0) {
        break;
      }
      Availability availability = provider.probe();
      if (availability.usable()) {
        return new Opened(provider.name(), provider.open(settings));
      }
      LOG.log(
          System.Logger.Level.INFO,
          "backend {0} cannot run here ({1}); trying the next",
          provider.name(),
          availability.detail());
    }
    throw new BackendUnavailableException(
        "no backend can run here: "
            + describe().stream()
                .map(info -> info.name() + " (" + info.detail() + ")")
                .collect(Collectors.joining(", ")));
  }
}
