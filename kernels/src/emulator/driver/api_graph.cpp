// Capture of one stream into a graph, and its launches. Nodes, edges and updates are not modelled.
#include "context.h"

using namespace emu;

namespace {

// Values of Setting::kRefuseGraphs: the call that says no, and so do those behind it.
enum Refusal { kNowhere = 0, kAtBegin = 1, kAtEnd = 2, kAtInstantiation = 3 };

uint64_t graphs_launched = 0;
uint64_t graphs_made = 0;

bool refused(Refusal stage) { return setting(Setting::kRefuseGraphs) == stage; }

Graph* keep(std::map<Graph*, std::shared_ptr<Graph>>& where, Graph operations) {
  auto made = std::make_shared<Graph>(std::move(operations));
  Graph* const handle = made.get();
  where[handle] = std::move(made);
  return handle;
}

int run_all(const Graph& operations) {
  for (const auto& operation : operations) {
    if (const int code = operation()) return code;
  }
  return kSuccess;
}

}  // namespace

uint64_t emu::graph_launches() { return graphs_launched; }

uint64_t emu::graph_instantiations() { return graphs_made; }

EMU_API cuStreamBeginCapture_v2(void* stream, int mode) {
  return in_context([&](Context& context) -> int {
    Stream* on = context.stream(stream);
    if (on == nullptr) return kInvalidHandle;
    if (mode < 0 || mode > 2) return kInvalidValue;
    if (refused(kAtBegin)) return kNotSupported;
    if (on == &context.null_stream) return kStreamCaptureUnsupported;
    if (on->capture != nullptr) return kIllegalState;
    on->capture = std::make_unique<Capture>();
    return kSuccess;
  });
}

EMU_API cuStreamEndCapture(void* stream, Graph** graph) {
  return in_context([&](Context& context) -> int {
    Stream* on = context.stream(stream);
    if (on == nullptr) return kInvalidHandle;
    if (on->capture == nullptr) return kIllegalState;
    const std::unique_ptr<Capture> capture = std::move(on->capture);
    *graph = nullptr;
    if (capture->spoiled || refused(kAtEnd)) return kStreamCaptureInvalidated;
    *graph = keep(context.graphs, std::move(capture->graph));
    return kSuccess;
  });
}

EMU_API cuStreamIsCapturing(void* stream, int* status) {
  return in_context([&](Context& context) -> int {
    Stream* on = context.stream(stream);
    if (on == nullptr) return kInvalidHandle;
    *status = on->capture == nullptr ? 0 : on->capture->spoiled ? 2 : 1;
    return kSuccess;
  });
}

EMU_API cuGraphInstantiateWithFlags(Graph** executable, Graph* graph, unsigned long long flags) {
  return in_context([&](Context& context) -> int {
    if (context.graphs.count(graph) == 0) return kInvalidValue;
    if (flags != 0 || refused(kAtInstantiation)) return kNotSupported;
    ++graphs_made;
    *executable = keep(context.executables, *graph);
    return kSuccess;
  });
}

EMU_API cuGraphLaunch(Graph* executable, void* stream) {
  return in_context([&](Context& context) -> int {
    Stream* on = context.stream(stream);
    const auto found = context.executables.find(executable);
    if (on == nullptr || found == context.executables.end()) return kInvalidHandle;
    ++graphs_launched;
    context.enqueue(*on, [graph = found->second] { return run_all(*graph); });
    return kSuccess;  // as for a kernel
  });
}

EMU_API cuGraphExecDestroy(Graph* executable) {
  return in_context([&](Context& context) -> int { return context.executables.erase(executable) == 1 ? kSuccess : kInvalidValue; });
}

EMU_API cuGraphDestroy(Graph* graph) {
  return in_context([&](Context& context) -> int { return context.graphs.erase(graph) == 1 ? kSuccess : kInvalidValue; });
}
