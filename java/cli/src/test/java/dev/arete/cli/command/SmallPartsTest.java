package dev.arete.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SmallPartsTest {
  @ParameterizedTest
  @CsvSource({
    "16777216, 16777216",
    "16M, 16777216",
    "16mb, 16777216",
    "16 MiB, -1",
    "1.5G, 1610612736",
    "2GiB, 2147483648",
    "3K, 3072",
    "1T, 1099511627776",
    "7B, 7"
  })
  void readsBytesWithSuffixes(String text, long bytes) {
    if (bytes < 0) {
      assertThrows(TypeConversionException.class, () -> new MemorySize().convert(text));
    } else {
      assertEquals(bytes, new MemorySize().convert(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1G", "1e9", "1P", "0x10", "99999999999999999999"})
  void refusesOtherSizes(String text) {
    assertThrows(TypeConversionException.class, () -> new MemorySize().convert(text));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5, 0", "2, 0.5, 0", "3, 0.5, 1", "100, 0.95, 94", "20, 0.95, 18", "1, 0.95, 0"})
  void ranksAreSmallestValuesThatCoverTheShare(int count, double share, int rank) {
    assertEquals(rank, ProjectionTally.rank(count, share));
  }
}
