package dev.arete.cli.command;

/** How many queries are in memory at a time: enough for any device, few enough for any memory. */
final class Batches {
  /** Numbers a batch may hold: 2^22 doubles, 32 MiB. */
  private static final int ENTRIES = 1 << 22;

  /** Queries beyond which a device gains nothing. */
  private static final int MOST = 1 << 16;

  private Batches() {}

  /**
   * Queries of a batch, at least 1.
   *
   * @param numbers doubles held for a query
   */
  static int size(long numbers) {
    return (int) Math.max(1, Math.min(MOST, ENTRIES / numbers));
  }
}
