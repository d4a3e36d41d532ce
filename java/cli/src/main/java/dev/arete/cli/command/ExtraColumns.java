package dev.arete.cli.command;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.cli.io.RowSink;
import java.io.IOException;
import java.util.List;

/** Columns that follow the geometry of a query where they are asked for. */
interface ExtraColumns {
  /** Their names. */
  List<String> names(int dimension);

  /** Computes them for a chunk of queries. */
  void compute(Points queries);

  /** Writes those of one query of the chunk. */
  void write(RowSink sink, LocalGeometry geometry, int query) throws IOException;
}
