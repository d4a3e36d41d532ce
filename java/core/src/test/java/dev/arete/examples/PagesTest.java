package dev.arete.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages name classes and files; a name that no longer exists misleads its reader. */
class PagesTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

  /** A class name in backquotes, perhaps with a member: upper case first, some lower case. */
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:[.(][^`]*)?`");

  /** A version property of the parent and its value. */
  private static final Pattern VERSION = Pattern.compile("<[a-z-]+\\.version>([^<]+)</");

  /** Types of the JDK that the pages name. */
  private static final Set<String> FOREIGN =
      Set.of("BigDecimal", "IllegalStateException", "Math", "ServiceLoader", "System");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".md")).toList();
      assertTrue(pages.size() >= 7, pages.toString());
      return pages;
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    Set<String> broken = new TreeSet<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(page.getFileName() + " -> " + link.group(1));
        }
      }
    }
    assertEquals(Set.of(), broken);
  }

  @Test
  void namedClassesExist() throws IOException {
    Set<String> known = sources();
    Set<String> unknown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher type = TYPE.matcher(Files.readString(page));
      while (type.find()) {
        if (!known.contains(type.group(1)) && !FOREIGN.contains(type.group(1))) {
          unknown.add(page.getFileName() + ": " + type.group(1));
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static Set<String> sources() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path module : modules()) {
      try (Stream<Path> files = Files.walk(module.resolve("src"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    return names;
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve("java"))) {
      return Stream.concat(folders, Stream.of(ROOT.resolve("bench")))
          .filter(folder -> Files.isDirectory(folder.resolve("src")))
          .toList();
    }
  }

  @Test
  void dependencyPageHasEveryVersion() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/dependencies.md"));
    Set<String> missing = new TreeSet<>();
    Matcher version = VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (version.find()) {
      if (!page.contains(version.group(1))) {
        missing.add(version.group());
      }
    }
    assertEquals(Set.of(), missing);
  }
}
