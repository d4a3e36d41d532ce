package dev.arete.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar states it. */
final class Version implements IVersionProvider {
  static String ofProgram() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"arete " + ofProgram()};
  }
}
