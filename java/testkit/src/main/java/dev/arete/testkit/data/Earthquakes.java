package dev.arete.testkit.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The earthquakes of docs/data/earthquakes.csv around the Pacific. */
public final class Earthquakes {
  private static final String FILE = "/dev/arete/testkit/data/earthquakes.csv";

  private Earthquakes() {}

  /**
   * Returns longitudes and latitudes: longitudes below -45 are raised by 360, so that the Pacific
   * is in one piece, points outside longitudes 120 to 295 are left out, duplicates are dropped.
   *
   * @return row-major n x 2, in degrees
   */
  public static double[] pacific() {
    Set<List<Double>> points = new LinkedHashSet<>();
    try (InputStream in = Earthquakes.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(Earthquakes::parsed)
          .filter(point -> point.get(0) >= 120 && point.get(0) <= 295)
          .forEach(points::add);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
    return points.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> parsed(String line) {
    int comma = line.indexOf(',');
    double longitude = Double.parseDouble(line.substring(0, comma));
    double latitude = Double.parseDouble(line.substring(comma + 1));
    return List.of(longitude < -45 ? longitude + 360 : longitude, latitude);
  }
}
