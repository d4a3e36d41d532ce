package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The enumerations of kernel parameters list what the headers of the kernels declare. */
class StructureTest {
  private static final Pattern MEMBER = Pattern.compile("(?m)^  [\\w ]+?[ *]+(\\w+); *(//.*)?$");

  static Stream<Arguments> structures() {
    return Stream.of(
        Arguments.of("moments.cuh", "Moments", MomentWord.values()),
        Arguments.of("geometry.cu", "FrameRun", FrameWord.values()),
        Arguments.of("eigen.cuh", "EigenBatch", EigenWord.values()),
        Arguments.of("ridge.cuh", "RidgeRun", RidgeWord.values()));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void membersAgree(String file, String structure, Enum<?>[] words) throws IOException {
    List<String> expected = Arrays.stream(words).map(Enum::name).toList();
    assertEquals(expected, members(Path.of("../../kernels/src/main/cuda", file), structure));
  }

  private static List<String> members(Path file, String structure) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf("struct " + structure + " {");
    Matcher matcher = MEMBER.matcher(text.substring(from, text.indexOf("\n};", from)));
    List<String> names = new ArrayList<>();
    while (matcher.find()) {
      names.add(matcher.group(1).replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }
    return names;
  }
}
