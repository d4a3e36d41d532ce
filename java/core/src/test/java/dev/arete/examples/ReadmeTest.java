package dev.arete.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Points;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class ReadmeTest {
  private static final Path SOURCE = Path.of("src/test/java/dev/arete/examples/Readme.java");
  private static final Path PAGE = Path.of("../../README.md");
  private static final Path QUAKES = Path.of("../../docs/data/earthquakes.csv");
  private static final Pattern PRINTED = Pattern.compile("ridge\\.summary\\(\\)\\); *// (.*)");

  /** The page aligns its comments, which the formatter of the source does not. */
  @Test
  void pageShowsTheCodeThatRuns() throws IOException {
    Map<String, String> compiled = Snippets.ofSource(Files.readString(SOURCE));
    Map<String, String> shown = Snippets.ofPage(Files.readString(PAGE));
    assertEquals(1, shown.size());
    String page = shown.get("readme").replaceAll(" +//", " //").replaceFirst("\n}$", "");
    assertEquals(compiled.get("readme"), page);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void pageShowsWhatTheCodePrints() throws IOException {
    double[] quakes =
        Files.readAllLines(QUAKES).stream()
            .skip(1)
            .flatMap(line -> Arrays.stream(line.split(",")))
            .mapToDouble(Double::parseDouble)
            .toArray();
    Matcher printed = PRINTED.matcher(Files.readString(PAGE));
    assertTrue(printed.find(), "no comment says what is printed");
    assertEquals(printed.group(1), output(() -> Readme.ridge(quakes, Points.of(quakes, 2))));
  }

  private static String output(Runnable code) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      code.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(UTF_8).strip();
  }
}
