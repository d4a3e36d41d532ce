package dev.arete.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionStreamTest {
  private static final int ROWS = 37;

  @TempDir Path folder;
  private final List<Long> heard = new ArrayList<>();

  private static Table ring() {
    Random random = new Random(11);
    double[] values = new double[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      values[2 * i] = Math.cos(angle) + 0.1 * random.nextGaussian();
      values[2 * i + 1] = Math.sin(angle) + 0.1 * random.nextGaussian();
    }
    return new Table(values, ROWS, 2, List.of());
  }

  /** Every byte of the file is the same whatever the batches, on the backend with lanes too. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void doesNotDependOnTheBatches(String backend) throws IOException {
    Table queries = ring();
    ComputeOptions options = ComputeOptions.defaults().backend(backend);
    Points points = Points.of(queries.values(), 2);
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(points, Smoothing.bandwidth(0.4))) {
      RidgeProjector projector = density.ridge(1);
      RidgeProjection whole = projector.project(points);
      byte[] expected = written(projector, queries, ROWS, whole);
      for (int batch : new int[] {1, 2, 5, 36, 1000}) {
        assertArrayEquals(expected, written(projector, queries, batch, whole), "batch " + batch);
      }
    }
  }

  private byte[] written(RidgeProjector projector, Table queries, int batch, RidgeProjection whole)
      throws IOException {
    Path file = folder.resolve("out" + batch + ".npy");
    heard.clear();
    ProjectionTally tally = new ProjectionTally();
    try (TableOutput output = TableOutput.create(file)) {
      ProjectionStream stream = new ProjectionStream(projector, TableReader.rows(queries), batch);
      try (RowSink sink = output.start(ProjectionTable.columns(2, false), queries.rows())) {
        stream.run(
            List.of(new ProjectionTable(sink, null), tally),
            (finished, total) -> heard.add(finished));
      }
      output.file().commit();
    }
    assertEquals(ROWS, heard.get(heard.size() - 1));
    assertEquals(heard.stream().sorted().toList(), heard, "progress never goes back");
    checkTally(tally, whole);
    return Files.readAllBytes(file);
  }

  private static void checkTally(ProjectionTally tally, RidgeProjection whole) {
    int[] iterations = whole.iterations().clone();
    Arrays.sort(iterations);
    double[] residuals = whole.residual().clone();
    Arrays.sort(residuals);
    double median = residuals[(ROWS - 1) / 2];
    assertEquals(ROWS, tally.count());
    assertEquals(iterations[(ROWS - 1) / 2], tally.iterations(0.5));
    assertEquals(iterations[ROWS - 1], tally.mostIterations());
    assertEquals(median, tally.residuals().median(), median / 1000);
    whole
        .statusCounts()
        .forEach((status, n) -> assertEquals((long) n, tally.statuses().get(status)));
  }

  @Test
  void boundsABatch() {
    assertEquals(1 << 16, ProjectionStream.batch(3));
    assertEquals(341, ProjectionStream.batch(3072));
  }
}
