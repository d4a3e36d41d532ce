package dev.arete.cli.io;

import java.io.Closeable;
import java.io.IOException;

/** Takes a table cell by cell and row by row. */
public interface RowSink extends Closeable {
  /**
   * Appends a number; NaN where it is undefined.
   *
   * @param value the number
   * @throws IOException if writing fails
   */
  void number(double value) throws IOException;

  /**
   * Appends a count.
   *
   * @param value the count
   * @throws IOException if writing fails
   */
  void count(int value) throws IOException;

  /**
   * Appends a truth value: true or false in text, 1 or 0 in numbers.
   *
   * @param value the truth value
   * @throws IOException if writing fails
   */
  void flag(boolean value) throws IOException;

  /**
   * Appends a word: itself in text, its code in numbers.
   *
   * @param word the word
   * @param code the number that stands for it
   * @throws IOException if writing fails
   */
  void word(String word, int code) throws IOException;

  /**
   * Ends a row.
   *
   * @throws IOException if writing fails
   */
  void endRow() throws IOException;
}
