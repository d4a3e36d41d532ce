package dev.arete.cli.command;

import dev.arete.cli.io.InputException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** Which options an experiment would ignore: those it refuses. */
final class ExperimentOptions {
  private static final List<String> LATENT = List.of("--data", "--epochs");

  private static final Map<String, List<String>> IGNORED =
      Map.of(
          "two-modes",
          LATENT,
          "three-modes",
          LATENT,
          "embedding", // it sets the periods itself
          List.of("--data", "--epochs", "--period"),
          "ridge-evolution", // nothing in it is random or learned
          List.of(
              "--data",
              "--epochs",
              "--features",
              "--noise-samples",
              "--paths",
              "--period",
              "--steps",
              "--seed"),
          "bandwidth",
          LATENT,
          LatentRun.NAME,
          List.of("--features", "--noise-samples", "--period"));

  private ExperimentOptions() {}

  /**
   * Refuses options that have no effect.
   *
   * @param experiment its name, or all
   * @param given what stood on the command line
   */
  static void check(String experiment, ParseResult given) {
    for (String option : IGNORED.getOrDefault(experiment, List.of())) {
      if (given.hasMatchedOption(option)) {
        throw new InputException(
            option
                + " "
                + given.matchedOption(option).getValue()
                + " has no effect on "
                + experiment);
      }
    }
    if (given.hasMatchedOption("--epochs") && !given.hasMatchedOption("--data")) {
      throw new InputException(
          "--epochs "
              + given.matchedOption("--epochs").getValue()
              + " needs --data: it concerns "
              + LatentRun.NAME);
    }
  }
}
