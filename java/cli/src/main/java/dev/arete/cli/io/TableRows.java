package dev.arete.cli.io;

import java.util.Arrays;

/** The rows of a table that is held anyway. */
final class TableRows implements RowSource {
  private final Table table;
  private int row;

  TableRows(Table table) {
    this.table = table;
  }

  @Override
  public int rows() {
    return table.rows();
  }

  @Override
  public int columns() {
    return table.columns();
  }

  @Override
  public double[] next(int most) {
    int from = row;
    row += Math.min(most, table.rows() - from);
    return Arrays.copyOfRange(table.values(), from * table.columns(), row * table.columns());
  }

  @Override
  public void close() {
    // nothing is open
  }
}
