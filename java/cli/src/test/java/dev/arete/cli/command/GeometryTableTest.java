package dev.arete.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeometryTableTest {
  @TempDir Path folder;

  @Test
  void doesNotDependOnTheChunk() throws IOException {
    Random random = new Random(7);
    double[] values = random.doubles(3 * 7, -1, 1).toArray();
    Table queries = new Table(values, 7, 3, List.of());
    ComputeOptions options = ComputeOptions.defaults().backend("reference");
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(Points.of(values, 3), Smoothing.variance(0.3))) {
      String whole = written(compute, density, queries, 100);
      for (int chunk : new int[] {1, 2, 3, 6, 7}) {
        assertEquals(whole, written(compute, density, queries, chunk), "chunk " + chunk);
      }
    }
  }

  private String written(Compute compute, SmoothedDensity density, Table queries, int chunk)
      throws IOException {
    Path file = folder.resolve("out" + chunk + ".csv");
    List<Long> heard = new ArrayList<>();
    try (TableOutput output = TableOutput.create(file)) {
      List<ExtraColumns> extras =
          List.of(new DetailColumns(density), new NaiveColumns(compute, density, 1));
      GeometryTable table = new GeometryTable(density, 1, 0, extras, chunk);
      try (RowSink sink = output.start(table.columns(), queries.rows())) {
        table.write(TableReader.rows(queries), sink, (finished, total) -> heard.add(finished));
      }
      output.file().commit();
    }
    assertEquals((queries.rows() + chunk - 1) / chunk, heard.size());
    assertEquals(queries.rows(), heard.get(heard.size() - 1));
    return Files.readString(file);
  }

  @Test
  void boundsTheMatricesOfAChunk() {
    assertEquals(1 << 16, GeometryTable.chunk(2, true));
    assertEquals(3, GeometryTable.chunk(1024, true));
    assertEquals(1, GeometryTable.chunk(46_340, true));
    assertEquals(681, GeometryTable.chunk(1024, false));
  }
}
