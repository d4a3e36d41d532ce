package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
  @TempDir Path folder;
  private String command;

  @BeforeEach
  void writeInputs() throws IOException {
    Path data = folder.resolve("quakes_of_old.csv");
    Files.writeString(data, "longitude,latitude\n0,0\n1,0.2\n2,-0.1\n3,0\n4,0.3\n");
    Path overlay = folder.resolve("plate_edges.csv");
    Files.writeString(overlay, "0,1,a\n4,1,a\n0,-1,b\n4,-1,b\n");
    command =
        "project --backend reference --bandwidth 1 --ridge-dimension 1 --data %s --overlay %s --out %s"
            .formatted(data, overlay, folder.resolve("out.csv"));
  }

  private Path plot(String name) {
    Path file = folder.resolve(name);
    Cli.Result result = Cli.run(command + " --plot " + file);
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertTrue(Files.exists(folder.resolve("out.csv")));
    return file;
  }

  @Test
  void drawsDataOverlayAndRidgeInTheirColours() throws IOException {
    BufferedImage image = ImageIO.read(plot("p.png").toFile());
    assertNotNull(image);
    assertEquals(1800, image.getWidth());
    Map<Integer, Long> colours =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .mapToObj(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertTrue(colours.get(0xffffff) > image.getWidth() * image.getHeight() * 0.8);
    assertTrue(colours.get(0xd83a1e) >= 5 * 15, "ridge " + colours.get(0xd83a1e));
    assertTrue(blue(image) >= 2 * 1000, "overlay " + blue(image));
  }

  /** Pixels that are clearly bluer than red: the lines' edges are blended with the background. */
  private static long blue(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .filter(rgb -> (rgb & 0xff) - (rgb >> 16 & 0xff) > 60)
        .count();
  }

  /** Five data points, five ridge points and the two dots of the legend. */
  @Test
  void writesSvgWithAShapeForEveryPoint() throws IOException {
    String svg = Files.readString(plot("P.SVG"));
    assertTrue(svg.startsWith("<?xml"), svg.substring(0, 40));
    assertEquals(6, count(svg, "<ellipse[^>]*fill:rgb\\(138,148,163\\)"));
    assertEquals(6, count(svg, "<ellipse[^>]*fill:rgb\\(216,58,30\\)"));
    assertTrue(count(svg, "stroke:rgb\\(47,111,183\\)") >= 2, svg);
    assertEquals(0, count(svg, "NaN"));
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
