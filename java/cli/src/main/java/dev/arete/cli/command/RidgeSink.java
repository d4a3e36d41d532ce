package dev.arete.cli.command;

import dev.arete.RidgeProjection;
import java.io.IOException;

/** Takes the projections of batches of queries, in order. */
@FunctionalInterface
interface RidgeSink {
  /** Takes the next queries. */
  void take(RidgeProjection projection) throws IOException;
}
