package dev.arete.bench;

import dev.arete.Points;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads points from comma-separated numbers; a first row that holds text is a header. */
final class Csv {
  private Csv() {}

  /** Points of a file in the jar. */
  static Points resource(String name) {
    InputStream in = Csv.class.getResourceAsStream("/" + name);
    if (in == null) {
      throw new IllegalStateException(name + " is not in the jar: build it with mvn package");
    }
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return read(name, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Points of a file on disk. */
  static Points file(Path path) {
    try (Reader reader = Files.newBufferedReader(path)) {
      return read(path.toString(), reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static Points read(String source, Reader reader) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (CSVRecord row : CSVFormat.DEFAULT.parse(reader)) {
      try {
        rows.add(row.stream().mapToDouble(Double::parseDouble).toArray());
      } catch (NumberFormatException e) {
        if (row.getRecordNumber() > 1) {
          throw new IllegalArgumentException(
              source + ", row " + row.getRecordNumber() + ": not numbers: " + row, e);
        }
      }
    }
    return Points.of(rows.toArray(new double[0][]));
  }
}
