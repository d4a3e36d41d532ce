package dev.arete.cli.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes, as a number with an optional suffix: K, M, G or T, each 1024 times the one before. */
final class MemorySize implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)([KMGT]?)(I?B)?");
  private static final String SUFFIXES = "KMGT";

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "\"" + text + "\" is not a number of bytes such as 536870912, 512M or 2G");
    }
    int power = matcher.group(2).isEmpty() ? 0 : 1 + SUFFIXES.indexOf(matcher.group(2));
    double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
    return (long) bytes;
  }
}
