package dev.arete.internal.cpu;

/** Prints which loops a process uses, for {@link KernelChoiceTest}. */
final class PrintLoops {
  private PrintLoops() {}

  @SuppressWarnings("SystemOut") // the line is what this program is for
  public static void main(String[] args) {
    System.out.println(KernelChoice.kernels().name());
  }
}
