package dev.arete.diffusion.report;

import java.util.ArrayList;
import java.util.List;

/** A named table of numbers and words. */
public final class DataTable {
  private final String name;
  private final String caption;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * Creates an empty table.
   *
   * @param name file name without an ending
   * @param caption one sentence: what the rows are, in which units
   * @param columns names of the columns
   */
  public DataTable(String name, String caption, String... columns) {
    this.name = name;
    this.caption = caption;
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells numbers or words, one a column
   * @return this table
   */
  public DataTable row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "table " + name + " has " + columns.size() + " columns, got " + cells.length + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Returns the name.
   *
   * @return file name without an ending
   */
  public String name() {
    return name;
  }

  /**
   * Returns the caption.
   *
   * @return one sentence
   */
  public String caption() {
    return caption;
  }

  /**
   * Returns the columns.
   *
   * @return their names
   */
  public List<String> columns() {
    return columns;
  }

  /**
   * Returns the rows.
   *
   * @return cells that are Double, Integer, Long or String
   */
  public List<List<Object>> rows() {
    return List.copyOf(rows);
  }
}
