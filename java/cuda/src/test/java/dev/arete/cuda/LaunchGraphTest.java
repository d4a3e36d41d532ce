package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.GraphRefusal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Iterations of a projection as graphs: the bits of launches, or launches where there are none. */
@OnEmulator
class LaunchGraphTest {
  private long graphsBefore;

  @BeforeEach
  void start() {
    Emulator.reset();
    graphsBefore = Emulator.liveGraphs();
  }

  /** Graphs are destroyed with the projection that made them. */
  @AfterEach
  void restore() {
    Emulator.reset();
    assertEquals(graphsBefore, Emulator.liveGraphs());
  }

  private static Points normal(int count, int dimension, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count * dimension];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Points.of(values, dimension);
  }

  private static RidgeProjection project(Precision precision, int d, int k, double variance) {
    ComputeOptions options = ComputeOptions.defaults().backend("cuda").precision(precision);
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(normal(60, d, 1), Smoothing.variance(variance))) {
      return density.ridge(k).maxIterations(40).project(normal(30, d, 2));
    }
  }

  private static void same(RidgeProjection actual, RidgeProjection expected) {
    Check.sameBits("points", actual.points(), expected.points());
    Check.sameBits("residual", actual.residual(), expected.residual());
    Check.sameBits("log density", actual.logDensity(), expected.logDensity());
    assertTrue(Arrays.equals(actual.iterations(), expected.iterations()), "iterations");
  }

  /** Each family of kernels; with d = 33 the eigensolver asks for shared memory. */
  @ParameterizedTest
  @CsvSource({"FP64, 2, 0.4", "FP64, 7, 0.8", "FP32, 3, 0.4", "FP32, 12, 1.5", "FP64, 33, 4"})
  void graphsGiveTheBitsOfLaunches(Precision precision, int d, double variance) {
    long before = Emulator.graphLaunches();
    RidgeProjection byGraphs = project(precision, d, 1, variance);
    long graphs = Emulator.graphLaunches() - before;
    int longest = Arrays.stream(byGraphs.iterations()).max().orElseThrow();
    Check.holds(graphs >= longest - 1, "graphs launched", graphs, "longest way", longest);
    Emulator.refuseGraphs(GraphRefusal.AT_BEGIN);
    same(byGraphs, project(precision, d, 1, variance));
    assertEquals(before + graphs, Emulator.graphLaunches());
  }

  /**
   * Where half of many rows have ended there is another graph, for fewer blocks; few keep theirs.
   */
  @ParameterizedTest
  @CsvSource({"1500, true", "400, false"})
  void graphsFollowTheRowsDown(int rows, boolean another) {
    ComputeOptions options = ComputeOptions.defaults().backend("cuda");
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(normal(20, 2, 1), Smoothing.variance(0.5))) {
      Points queries = normal(rows, 2, 2);
      long before = Emulator.graphsMade();
      RidgeProjection byGraphs = density.ridge(1).project(queries);
      assertEquals(another, Emulator.graphsMade() - before > 1, "graphs were made anew");
      Emulator.refuseGraphs(GraphRefusal.AT_BEGIN);
      same(byGraphs, density.ridge(1).project(queries));
    }
  }

  @ParameterizedTest
  @EnumSource(value = GraphRefusal.class, names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void withoutGraphsThereAreLaunches(GraphRefusal refusal) {
    RidgeProjection expected = project(Precision.FP64, 6, 1, 0.8);
    Emulator.refuseGraphs(refusal);
    long graphs = Emulator.graphLaunches();
    same(project(Precision.FP64, 6, 1, 0.8), expected);
    assertEquals(graphs, Emulator.graphLaunches());
  }

  /**
   * Frames come from the host, in the first case after iterations by graphs, else from the start.
   */
  @ParameterizedTest
  @CsvSource({"FP64, 0.02, true", "FP32, 0.02, false"})
  void rowsThatWaitAreAttended(Precision precision, double variance, boolean graphs) {
    long before = Emulator.graphLaunches();
    RidgeProjection byGraphs = project(precision, 3, 2, variance);
    assertTrue(Emulator.launched().contains("ridge_check"), "no row was lost");
    assertEquals(graphs, Emulator.graphLaunches() > before, "graphs were launched");
    Emulator.refuseGraphs(GraphRefusal.AT_BEGIN);
    same(byGraphs, project(precision, 3, 2, variance));
  }

  @Test
  void launchesThatAreWaitedForAreNoGraph() {
    RidgeProjection expected = project(Precision.FP64, 6, 1, 0.8);
    System.setProperty("arete.sync", "true");
    try {
      long graphs = Emulator.graphLaunches();
      same(project(Precision.FP64, 6, 1, 0.8), expected);
      assertEquals(graphs, Emulator.graphLaunches());
    } finally {
      System.clearProperty("arete.sync");
    }
  }

  /** A launch that the driver refuses while it records: no graph, and the stream goes on. */
  @Test
  void aLaunchThatIsRefusedSpoilsNothing() {
    new CudaProvider().probe(); // initialises the driver
    try (CudaDevice device = new CudaDevice(0, 1 << 20)) {
      device.run(
          () -> {
            Launch unknown = Launch.blocks("no_such_kernel", 1, 1, 1);
            assertEquals(null, device.kernels().record(() -> device.kernels().launch(unknown)));
            try (DeviceBuffer buffer = device.memory().allocate(4, "test")) {
              device.staging().uploadInt(buffer.address(), 7);
              assertEquals(7, device.staging().downloadInts(buffer.address(), 1)[0]);
            }
          });
    }
  }
}
