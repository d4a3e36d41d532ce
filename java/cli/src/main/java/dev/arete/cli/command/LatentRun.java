package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.cli.io.InputException;
import dev.arete.diffusion.experiment.Workspace;
import dev.arete.diffusion.latent.DigitImages;
import dev.arete.diffusion.latent.LatentNetworks;
import dev.arete.diffusion.latent.LatentSettings;
import dev.arete.diffusion.latent.MnistLatents;
import dev.arete.diffusion.report.Report;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** The experiment with images, which needs files and networks that arete.jar does not have. */
record LatentRun(DigitImages images, LatentSettings settings, LatentNetworks networks) {
  static final String NAME = "mnist";

  private static final int PATHS = 1000;
  private static final int STEPS = 1000;
  private static final long SEED = 42;

  /** Reads the files and finds the networks; null stands for a default. */
  static LatentRun of(Path data, Integer paths, Integer steps, Long seed, Integer epochs) {
    if (data == null) {
      throw new InputException(
          NAME
              + " needs --data DIR, a folder with MNIST's train-images-idx3-ubyte.gz and"
              + " train-labels-idx1-ubyte.gz, or the same with t10k");
    }
    LatentSettings settings =
        LatentSettings.of(
            paths == null ? PATHS : paths,
            steps == null ? STEPS : steps,
            seed == null ? SEED : seed);
    LatentSettings whole = epochs == null ? settings : settings.withEpochs(epochs);
    return new LatentRun(DigitImages.read(data, whole.digit()), whole, find());
  }

  private static LatentNetworks find() {
    return ServiceLoader.load(LatentNetworks.class)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    NAME
                        + " needs arete-nd4j.jar, which is not beside arete.jar; build it with:"
                        + " mvn -Pnd4j -DskipTests package (downloads 150 MB)"));
  }

  Report run(Compute compute, Workspace workspace) {
    return MnistLatents.run(compute, images, settings, networks, workspace);
  }
}
