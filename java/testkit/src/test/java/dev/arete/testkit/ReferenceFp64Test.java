package dev.arete.testkit;

import dev.arete.ComputeOptions;

class ReferenceFp64Test extends BackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("reference");
  }
}
