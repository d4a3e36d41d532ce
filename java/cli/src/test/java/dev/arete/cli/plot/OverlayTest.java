package dev.arete.cli.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.io.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
  private static final double GAP = Double.NaN;

  @TempDir Path folder;

  private Layer read(String text) throws IOException {
    return Overlay.read(Files.writeString(folder.resolve("overlay.csv"), text), "label");
  }

  @Test
  void twoColumnsArePoints() throws IOException {
    Layer layer = read("x,y\n1,2\n3,4\n");
    assertEquals(false, layer.lines());
    assertArrayEquals(new double[] {1, 3}, layer.x());
    assertArrayEquals(new double[] {2, 4}, layer.y());
  }

  @Test
  void aThirdColumnGroupsRowsIntoLines() throws IOException {
    Layer layer = read("x,y,plate\n1,1,NA-EU\n1,2,NA-EU\n2,2,SA-AF\n2,3,SA-AF\n");
    assertTrue(layer.lines());
    assertArrayEquals(new double[] {1, 1, GAP, 2, 2}, layer.x());
    assertArrayEquals(new double[] {1, 2, GAP, 2, 3}, layer.y());
  }

  @Test
  void aRowWithoutNumbersBreaksALine() throws IOException {
    Layer layer = read("NA,NA,NA\n1,1,a\n1,2,a\nNA,NA,NA\n2,2,a\n2,3,a\n");
    assertArrayEquals(new double[] {1, 1, GAP, 2, 2}, layer.x());
  }

  @Test
  void aJumpAcrossHalfTheExtentBreaksALine() throws IOException {
    Layer layer = read("179,0,a\n180,0,a\n-180,1,a\n-179,1,a\n");
    assertArrayEquals(new double[] {179, 180, GAP, -180, -179}, layer.x());
  }

  @Test
  void aLineOfLongStepsStaysWhole() throws IOException {
    assertArrayEquals(new double[] {0, 4}, read("0,1,a\n4,1,a\n").x());
  }

  @Test
  void refusesAnythingElseWithItsLine() {
    assertMessage("1,2\n3,north\n", " line 2: \"north\" is not a finite number");
    assertMessage("1,2\n3,NA\n", " line 2: \"NA\" is not a finite number");
    assertMessage("1,2\n3\n", " line 2: 1 columns, expected 2 to 3");
    assertMessage("1,2,a,b\n", " line 1: 4 columns, expected 2 to 3");
    assertMessage("x,y\n", "there is no row of numbers to draw");
    assertMessage("", "the file is empty");
  }

  private void assertMessage(String text, String message) {
    InputException refusal = assertThrows(InputException.class, () -> read(text));
    assertTrue(refusal.getMessage().endsWith(message), refusal.getMessage());
  }
}
