package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.io.NpySink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java is given less memory than the results of all queries take together, some 60 MB. */
class SmallHeapTest {
  private static final int QUERIES = 1_000_000;
  private static final long HEAP = 40L << 20;

  @TempDir Path folder;

  private Path npy(String name, int rows) throws IOException {
    Path file = folder.resolve(name);
    try (NpySink sink = new NpySink(Files.newOutputStream(file), rows, 1)) {
      for (int i = 0; i < rows; i++) {
        sink.number(i / (double) rows);
      }
    }
    return file;
  }

  private String run(String command, Path out) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx" + HEAP, "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("dev.arete.cli.Main", command, "--backend", "cpu", "--variance", "9"));
    words.addAll(List.of("--data", npy("data.npy", 2).toString(), "--ridge-dimension", "0"));
    words.addAll(List.of("--queries", npy("queries.npy", QUERIES).toString()));
    words.addAll(List.of("--out", out.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text;
  }

  @Test
  void holdsTheResultsOfAProjectionOnDiskOnly() throws IOException, InterruptedException {
    Path out = folder.resolve("out.npy");
    String text = run("project", out);
    assertTrue(text.matches("(?s).*CONVERGED +" + QUERIES + " .*"), text);
    assertTrue(Files.size(out) > HEAP, "the output is too small to show anything");
  }

  @Test
  void holdsTheResultsOfAnEvaluationOnDiskOnly() throws IOException, InterruptedException {
    Path out = folder.resolve("out.npy");
    run("evaluate", out);
    assertTrue(Files.size(out) > HEAP, "the output is too small to show anything");
  }
}
