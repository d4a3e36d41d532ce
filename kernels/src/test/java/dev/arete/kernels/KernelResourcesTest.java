package dev.arete.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelResourcesTest {
  private static final Path SOURCES = Path.of("src/main/cuda");
  private static final Pattern PTX_ENTRY = Pattern.compile("\\.visible \\.entry (\\w+)\\(");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".cu") || file.toString().endsWith(".cuh"))
          .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()))
          .toList();
    }
  }

  /** Fails when a source was changed without running kernels/compile.sh. */
  @Test
  void imagesAreMadeFromTheseSources() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path source : sources()) {
      digest.update(Files.readAllBytes(source));
    }
    String recorded =
        new String(KernelResources.load("sources.sha256"), StandardCharsets.UTF_8).strip();
    assertEquals(
        recorded,
        HexFormat.of().formatHex(digest.digest()),
        "the sources changed since the PTX was made; run kernels/compile.sh");
  }

  @Test
  void everyImageIsThere() {
    assertFalse(KernelResources.images().isEmpty());
    for (String image : KernelResources.images()) {
      assertTrue(KernelResources.load(image).length > 0, image);
    }
  }

  @Test
  void ptxHasAnIsaThatDriver525Reads() {
    for (String image : KernelResources.images()) {
      if (image.endsWith(".ptx")) {
        String text = new String(KernelResources.load(image), StandardCharsets.UTF_8);
        assertTrue(text.contains("\n.version 8.0\n") || text.startsWith(".version 8.0\n"), image);
      }
    }
  }

  /** Every entry in the PTX has its file head and its row in README.md. */
  @Test
  void readmeNamesEveryKernel() throws IOException {
    String text = new String(KernelResources.load("arete.compute_75.ptx"), StandardCharsets.UTF_8);
    String readme = Files.readString(Path.of("README.md"));
    Set<String> missing = new TreeSet<>();
    Matcher entry = PTX_ENTRY.matcher(text);
    while (entry.find()) {
      String stem = entry.group(1).replaceAll("(_d\\d+|_n\\d+|_g\\d+|_f32|_f64)*$", "");
      if (!readme.contains("| " + stem)) {
        missing.add(entry.group(1));
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void machineCodeOfOtherSourcesDoesNotCount() {
    List<String> index = List.of("abc", "arete.sm_80.cubin", "arete.sm_90.cubin");
    assertEquals(index.subList(1, 3), KernelResources.machineCode(index, "abc"));
    assertEquals(List.of(), KernelResources.machineCode(index, "abd"));
    assertEquals(List.of(), KernelResources.machineCode(List.of(), "abc"));
  }

  @Test
  void anUnknownImageIsRefusedByName() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> KernelResources.load("none.ptx"))
            .getMessage()
            .contains("none.ptx"));
  }
}
