package dev.arete.examples;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds named pieces of code in a source file and in a page. */
final class Snippets {
  /** From a comment "snippet: NAME" to a comment "end". */
  private static final Pattern SOURCE =
      Pattern.compile(
          "^ *// snippet: (\\w+)\\n(.*?)^ *// end$", Pattern.MULTILINE | Pattern.DOTALL);

  /** An HTML comment "snippet: NAME" directly before a block of Java. */
  private static final Pattern PAGE =
      Pattern.compile(
          "^<!-- snippet: (\\w+) -->\\n```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private Snippets() {}

  static Map<String, String> ofSource(String text) {
    return find(SOURCE, text);
  }

  static Map<String, String> ofPage(String text) {
    long blocks = text.lines().filter("```java"::equals).count();
    Map<String, String> found = find(PAGE, text);
    if (found.size() != blocks) {
      throw new IllegalStateException(
          blocks + " blocks of Java but " + found.size() + " of them named");
    }
    return found;
  }

  /** Without common indentation and surrounding blank lines; an empty last line would count. */
  private static Map<String, String> find(Pattern pattern, String text) {
    Map<String, String> found = new TreeMap<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      String code = matcher.group(2).stripTrailing().stripIndent().strip();
      if (found.put(matcher.group(1), code) != null) {
        throw new IllegalStateException("two snippets are named " + matcher.group(1));
      }
    }
    return found;
  }
}
