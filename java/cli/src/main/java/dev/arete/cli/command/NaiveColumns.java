package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.NaiveGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.cli.io.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What published code computes from the assembled Hessian, every name beginning with naive. */
final class NaiveColumns implements ExtraColumns {
  private final Compute compute;
  private final SmoothedDensity density;
  private final int ridgeDimension;
  private NaiveGeometry naive;

  NaiveColumns(Compute compute, SmoothedDensity density, int ridgeDimension) {
    this.compute = compute;
    this.density = density;
    this.ridgeDimension = ridgeDimension;
  }

  @Override
  public List<String> names(int dimension) {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= dimension; j++) {
      names.add("naive_eigenvalue_" + j);
    }
    names.addAll(List.of("naive_ridge_residual", "naive_curvature_ok"));
    return names;
  }

  @Override
  public void compute(Points queries) {
    naive = NaiveGeometry.of(compute, density.data(), density.smoothing(), queries, ridgeDimension);
  }

  @Override
  public void write(RowSink sink, LocalGeometry geometry, int query) throws IOException {
    int d = density.dimension();
    for (int j = query * d; j < (query + 1) * d; j++) {
      sink.number(naive.eigenvalues()[j]);
    }
    sink.number(naive.ridgeResidual()[query]);
    sink.flag(
        naive.eigenvalues()[query * d + ridgeDimension] < 0); // without a margin, as published
  }
}
