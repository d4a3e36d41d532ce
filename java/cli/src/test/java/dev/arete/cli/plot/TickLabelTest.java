package dev.arete.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickLabelTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.05, 0.05",
    "-0.05, -0.05",
    "0.15000000000000002, 0.15",
    "-1.5, -1.5",
    "100, 100",
    "250000, 250000",
    "2.5e6, 2.5e6",
    "1e-9, 1e-9",
    "-3e-5, -3e-5",
    "1e-320, 0"
  })
  void isShortAndWhole(double value, String text) {
    assertEquals(text, TickLabel.of(value));
  }
}
