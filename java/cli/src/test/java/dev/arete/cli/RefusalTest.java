package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad usage and bad input: exit status 2, one line on standard error that says what is wrong, and
 * the folder as it was, an older output included.
 */
class RefusalTest {
  private static final String OLD = "an older result";

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    write("good.csv", "x,y\n0,0\n1,0.5\n2,1\n");
    write("bare.csv", "0,0\n1,0.5\n");
    write("nan.csv", "x,y\n0,0\n1,NaN\n");
    write("infinite.csv", "0,0\n1,-inf\n");
    write("overflow.csv", "0,0\n1,1e999\n");
    write("huge.csv", "0,0\n1,1e200\n");
    write("missing-value.csv", "0,0\n\n1,\n");
    write("ragged.csv", "0,0\n1\n");
    write("empty.csv", "");
    write("blank.csv", "\n\n");
    write("header-only.csv", "x,y\n");
    write("text.csv", "x,y\n0,0\n1,east\n");
    write("first.csv", "0,north\n1,2\n");
    write("semicolons.csv", "x;y\n0;1\n");
    write("hex.csv", "0,0\n0x10,1\n");
    write("suffix.csv", "0,0\n1d,1\n");
    write("quote.csv", "0,0\n\"1,1\n2,2\n");
    write("quoted.csv", "0,0\n\"1\"0,1\n2,2\n");
    write("vast.csv", "0,0\n1,1e150\n");
    write("three.csv", "0,0,0\n1,1,1\n");
    write("four.csv", "0,0,0,0\n1,1,1,1\n");
    write("weights.csv", "1\n2\n3\n");
    write("short-weights.csv", "1\n2\n");
    write("negative-weights.csv", "1\n-2\n3\n");
    write("zero-weights.csv", "w\n1\n0\n3\n");
    write("lines.csv", "x,y,g\n0,0,a\n1,west,a\n");
    write("table.txt", "0,0\n");
    write("fake.npy", "0,0\n1,1\n");
    write("out.csv", OLD);
    Files.write(folder.resolve("short.npy"), npy("(3, 2)", 40));
    Files.write(folder.resolve("absurd.npy"), npy("(1000000000000000000, 2)", 32));
    Files.write(folder.resolve("overflowing.npy"), npy("(9000000000000000000, 90)", 32));
    Files.write(folder.resolve("long.npy"), npy("(1, 2)", 24));
    Files.write(folder.resolve("none.npy"), npy("(0, 2)", 0));
    Files.write(folder.resolve("cube.npy"), npy("(1, 2, 2)", 32));
    Files.write(folder.resolve("oblong.npy"), npy("(2, 3)", 48));
    Files.write(
        folder.resolve("headless.npy"),
        "\u0093NUMPY\u0001\u0000v".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(folder.resolve("folder.csv"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** A version 1.0 file of the given shape followed by some bytes of zeros. */
  private static byte[] npy(String shape, int dataBytes) {
    String head = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }\n";
    byte[] text = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = new byte[10 + text.length + dataBytes];
    byte[] magic = "\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(magic, 0, file, 0, 8);
    file[8] = (byte) text.length;
    System.arraycopy(text, 0, file, 10, text.length);
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      nan.csv           | line 3, column 2: must be finite, got "NaN"
      infinite.csv      | line 2, column 2: must be finite, got "-inf"
      overflow.csv      | line 2, column 2: must be finite, got Infinity
      huge.csv          | line 2, column 2: must be at most 1.0E150 in magnitude, got 1.0E200
      missing-value.csv | line 3, column 2: a number is missing
      ragged.csv        | line 2: 1 columns, expected 2
      empty.csv         | the file is empty
      blank.csv         | the file is empty
      header-only.csv   | there is a header but no row of numbers
      text.csv          | line 3, column 2: "east" is not a number
      first.csv         | line 1, column 2: "north" is not a number
      semicolons.csv    | line 2, column 1: "0;1" is not a number (separate columns by commas)
      hex.csv           | line 2, column 1: "0x10" is not a number
      suffix.csv        | line 2, column 1: "1d" is not a number
      quote.csv         | line 2: is not CSV: a quote opens there and is not closed
      quoted.csv        | line 2: is not CSV: a closing quote must stand before a comma or at the end of the line
      absent.csv        | no such file
      folder.csv        | is a folder, not a file
      table.txt         | unknown file type; use .csv or .npy
      fake.npy          | is not a NumPy file
      headless.npy      | the file ends inside its NumPy head
      short.npy         | shape [3, 2] of 8-byte elements does not fit the 40 bytes
      long.npy          | shape [1, 2] of 8-byte elements does not fit the 24 bytes
      absurd.npy        | shape [1000000000000000000, 2] of 8-byte elements does not fit
      overflowing.npy   | shape [9000000000000000000, 90] of 8-byte elements does not fit
      none.npy          | the array of shape [0, 2] is empty
      cube.npy          | expected an array of rank 1 or 2, got shape [1, 2, 2]
      """)
  void refusesData(String file, String message) throws IOException {
    assertRefused(
        file + ".*" + regex(message),
        "project --backend reference --bandwidth 1 --ridge-dimension 1 --data @%s --out @out.csv"
            .formatted(file));
    assertRefused(
        file + ".*" + regex(message),
        "evaluate --backend reference --bandwidth 1 --ridge-dimension 1 --data @good.csv"
            + " --out @out.csv --queries @"
            + file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --bandwidth 0                       | bandwidth must be positive and finite, got 0.0
      --bandwidth -1                      | bandwidth must be positive and finite, got -1.0
      --variance 0                        | variance must be positive and finite, got 0.0
      --variance NaN                      | variance must be positive and finite, got NaN
      --ou-time 0                         | time must be positive and at most 300, got 0.0
      --bandwidth wide                    | 'wide' is not a double
      --bandwidth 1 --variance 1          | mutually exclusive
      --beta 0                            | (--variance=H | --bandwidth=B | --ou-time=T)
      --bandwidth 1 --beta -1             | beta must be at least 0 and finite, got -1.0
      --bandwidth 1 --tolerance 0         | tolerance must be positive and finite, got 0.0
      --bandwidth 1 --max-iterations -1   | max iterations must be at least 0, got -1
      --bandwidth 1 --min-log-density NaN | min log density must be a number, got NaN
      --bandwidth 1 --method steepest     | expected one of [NEWTON, SCMS] (case-insensitive)
      --bandwidth 1 --precision fp16      | expected one of [FP32, FP64] (case-insensitive)
      --bandwidth 1 --threads 0           | threads must be in 1..4096, got 0
      --bandwidth 1 --device -1           | device must be at least 0, got -1
      --bandwidth 1 --device 7            | --device 7 needs --backend cuda, the backend is reference
      --bandwidth 1 --backend cpu --device 0  | --device 0 needs --backend cuda, the backend is cpu
      --bandwidth 1 --backend auto --device 1 | --device 1 needs --backend cuda, the backend is auto
      --bandwidth 1 --threads 3           | --threads 3 has no effect on the reference backend
      --bandwidth 1 --memory lots         | "lots" is not a number of bytes
      --bandwidth 1 --memory 1K           | memory budget must be at least 16777216 bytes
      --bandwidth 1 --truncation 0.01     | truncation must be in 0..0.001, got 0.01
      --bandwidth 1 --truncation NaN      | truncation must be in 0..0.001, got NaN
      --bandwidth 1 --backend abacus      | no backend is named "abacus"; there are auto
      --bandwidth 1 --colour red          | Unknown options: '--colour', 'red'
      --bandwidth 1 --weights @short-weights.csv    | 2 rows of 1 numbers; expected one weight for each of the 3
      --bandwidth 1 --weights @negative-weights.csv | line 2, column 1: weight must be positive, got -2.0
      --bandwidth 1 --weights @zero-weights.csv     | line 3, column 1: weight must be positive, got 0.0
      --bandwidth 1 --weights @absent.csv           | absent.csv: no such file
      --bandwidth 1 --queries @three.csv            | queries have dimension 3, the data in
      --bandwidth 1 --plot @p.gif                   | unknown picture type; use .png or .svg
      --bandwidth 1 --plot @absent/p.png            | there is no folder
      --bandwidth 1 --plot @folder.csv/p.png --overlay @lines.csv | line 3: "west" is not a finite number
      --bandwidth 1 --overlay @bare.csv             | needs --plot
      --bandwidth 1 --plot @p.png --overlay @quote.csv | quote.csv line 2: is not CSV: a quote opens there and is not closed
      """)
  void refusesOptions(String options, String message) throws IOException {
    assertRefused(
        ".*" + regex(message),
        "project --ridge-dimension 1 --data @good.csv --out @out.csv --backend reference "
                .replace(options.contains("--backend") ? "--backend reference " : "none", "")
            + options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --ridge-dimension 2  --data @good.csv --out @out.csv | must be in 0..1 for the 2 columns of
      --ridge-dimension -1 --data @good.csv --out @out.csv | must be in 0..1 for the 2 columns of
      --data @good.csv --out @out.csv                      | Missing required option: '--ridge-dimension=K'
      --ridge-dimension 1 --out @out.csv                   | Missing required option: '--data=F'
      --ridge-dimension 1 --data @good.csv                 | Missing required option: '--out=F'
      --ridge-dimension 1 --data @good.csv --out @out.xls  | unknown file type; use .csv or .npy
      --ridge-dimension 1 --data @good.csv --out @good.csv | is both input and output
      --ridge-dimension 1 --data @good.csv --out @folder.csv/../good.csv | is both input and output
      --ridge-dimension 1 --data @good.csv --out @no/o.csv | there is no folder
      --ridge-dimension 1 --data @good.csv --out @folder.csv | is a folder, cannot write
      --ridge-dimension 1 --data @vast.csv --out @out.csv  | squared distances would overflow; rescale the data
      --ridge-dimension 1 --data @four.csv --plot @p.png --out @out.csv | a plot needs data of dimension 2 or 3
      """)
  void refusesFilesAndDimensions(String options, String message) throws IOException {
    assertRefused(
        ".*" + regex(message),
        "project --backend reference --bandwidth 1 " + options.replaceAll(" +", " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      eigen --matrices @good.csv --out @o.npy                         | are .npy files
      eigen --matrices @oblong.npy --out @o.npy --backend reference   | expected shape (batch, n, n) or (n, n), got [2, 3]
      eigen --matrices @cube.npy --out @cube.npy                      | is both input and output
      eigen --matrices @cube.npy --out @o.npy --vectors @o.npy        | is named for two outputs
      eigen --matrices @cube.npy                                      | Missing required option: '--out=F.npy'
      eigen --matrices @cube.npy --out @o.npy --backend abacus        | no backend is named
      help cluster                                                    | there is no cluster here; the commands are info, evaluate, project, trace, follow, eigen
      reproduce bandwidth --out @out.csv                              | out.csv: is a file, not a folder
      cluster --data @good.csv                                        | there is no cluster here; the commands are info, evaluate, project, trace, follow, eigen
      evaluate --bandwidth 1 --ridge-dimension 1 --data @good.csv --out @o.csv | Missing required option: '--queries=F'
      """)
  void refusesOtherCommands(String line, String message) throws IOException {
    assertRefused(".*" + regex(message), line);
  }

  /** A lone surrogate stands for a name that the locale has no letters for. */
  @Test
  void refusesNamesThatTheLocaleCannotRepresent() throws IOException {
    assertRefused(
        regex("'--data': d?.csv: the locale (LC_ALL, LANG) cannot represent this file name"),
        "project --bandwidth 1 --ridge-dimension 1 --data d\ud800.csv --out @out.csv");
  }

  @Test
  void refusesAFolderWithoutAName() throws IOException {
    assertRefused(
        regex("--out: the name of the folder is empty; . is the current one"),
        "reproduce bandwidth --out ");
  }

  private static String regex(String text) {
    return ".*\\Q" + text + "\\E.*";
  }

  private void assertRefused(String pattern, String line) throws IOException {
    Set<String> before = listing();
    List<String> args = Stream.of(line.split(" ", -1)).map(this::inFolder).toList();
    Cli.Result result = Cli.run(args.toArray(String[]::new));
    assertEquals(2, result.code(), result.err());
    assertEquals(1, result.errorLines().size(), result.err());
    String said = result.errorLines().get(0);
    assertTrue(said.matches("arete( [a-z]+)?: .*"), said);
    assertTrue(said.matches(".*" + pattern), said);
    assertEquals("", result.out());
    assertEquals(before, listing());
    assertEquals(OLD, Files.readString(folder.resolve("out.csv")));
  }

  private String inFolder(String argument) {
    return argument.startsWith("@") ? folder.resolve(argument.substring(1)).toString() : argument;
  }

  private Set<String> listing() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
