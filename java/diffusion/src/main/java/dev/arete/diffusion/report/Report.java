package dev.arete.diffusion.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All of a run: settings, verdicts, tables, figures, remarks. Filled step by step. */
public final class Report {
  private final String title;
  private final String summary;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<DataTable> tables = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<ImageGrid> images = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * Creates an empty report.
   *
   * @param title its title
   * @param summary a paragraph: what was done and what a reader should see
   */
  public Report(String title, String summary) {
    this.title = title;
    this.summary = summary;
  }

  /**
   * Adds a setting.
   *
   * @param name what is set
   * @param value to what
   * @return this report
   */
  public Report setting(String name, Object value) {
    settings.put(name, String.valueOf(value));
    return this;
  }

  /**
   * Adds a verdict.
   *
   * @param verdict the verdict
   */
  public void add(Verdict verdict) {
    verdicts.add(verdict);
  }

  /**
   * Adds a table.
   *
   * @param table the table
   */
  public void add(DataTable table) {
    tables.add(table);
  }

  /**
   * Adds a figure.
   *
   * @param figure the figure
   */
  public void add(Figure figure) {
    figures.add(figure);
  }

  /**
   * Adds images.
   *
   * @param grid the images
   */
  public void add(ImageGrid grid) {
    images.add(grid);
  }

  /**
   * Adds a remark.
   *
   * @param paragraph plain text
   */
  public void remark(String paragraph) {
    remarks.add(paragraph);
  }

  /**
   * Returns the title.
   *
   * @return the title
   */
  public String title() {
    return title;
  }

  /**
   * Returns the summary.
   *
   * @return a paragraph
   */
  public String summary() {
    return summary;
  }

  /**
   * Returns the settings.
   *
   * @return names and values, in order
   */
  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
  }

  /**
   * Returns the verdicts.
   *
   * @return in order
   */
  public List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  /**
   * Returns the tables.
   *
   * @return in order
   */
  public List<DataTable> tables() {
    return List.copyOf(tables);
  }

  /**
   * Returns the figures.
   *
   * @return in order
   */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /**
   * Returns the images.
   *
   * @return in order
   */
  public List<ImageGrid> images() {
    return List.copyOf(images);
  }

  /**
   * Returns the remarks.
   *
   * @return paragraphs, in order
   */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
