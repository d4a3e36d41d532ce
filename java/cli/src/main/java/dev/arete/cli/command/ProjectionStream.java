package dev.arete.cli.command;

import dev.arete.Points;
import dev.arete.ProgressListener;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.cli.io.RowSource;
import java.io.IOException;
import java.util.List;

/** Projects queries a batch at a time, so that memory does not grow with their number. */
final class ProjectionStream {
  private final RidgeProjector projector;
  private final RowSource queries;
  private final int batch;
  private long nanos;

  ProjectionStream(RidgeProjector projector, RowSource queries) {
    this(projector, queries, batch(queries.columns()));
  }

  ProjectionStream(RidgeProjector projector, RowSource queries, int batch) {
    this.projector = projector;
    this.queries = queries;
    this.batch = batch;
  }

  /** Start, end and five numbers more, and what is made of them on the way. */
  static int batch(int dimension) {
    return Batches.size(4L * dimension + 10);
  }

  /** Projects all queries; every batch goes to the sinks before the next one begins. */
  void run(List<RidgeSink> sinks, ProgressListener progress) throws IOException {
    int total = queries.rows();
    int before = 0;
    while (before < total) {
      Points starts = Points.of(queries.next(batch), queries.columns());
      long offset = before;
      ProgressListener part = (finished, count) -> progress.progress(offset + finished, total);
      long begin = System.nanoTime();
      RidgeProjection projection = projector.onProgress(part).project(starts);
      nanos += System.nanoTime() - begin;
      for (RidgeSink sink : sinks) {
        sink.take(projection);
      }
      before += starts.count();
    }
  }

  /** Time spent projecting; reading and writing do not count. */
  double seconds() {
    return nanos * 1e-9;
  }
}
