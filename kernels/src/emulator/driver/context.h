// Contexts, streams, events, modules: everything a handle can stand for.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "../engine/launch.h"
#include "memory.h"
#include "result.h"

namespace emu {

using Clock = std::chrono::steady_clock;

struct Context;

// A recorded point of a stream.
struct Mark {
  struct Stream* stream = nullptr;
  uint64_t ticket = 0;
  bool reached = false;
  Clock::time_point time;
};

// Operations in the order of the stream that recorded them.
using Graph = std::vector<std::function<int()>>;

// What a stream records instead of running it.
struct Capture {
  Graph graph;
  bool spoiled = false;
};

struct Stream {
  Context* context = nullptr;
  unsigned flags = 0;
  int priority = 0;
  uint64_t tickets = 0;
  uint64_t done = 0;
  std::deque<std::function<int()>> pending;
  std::unique_ptr<Capture> capture;

  bool blocking() const { return (flags & 1u) == 0; }
  // Runs the oldest pending operation, if any.
  void step();
  void run_until(uint64_t ticket);
  void drain() { run_until(tickets); }
};

struct Event {
  unsigned flags = 0;
  std::shared_ptr<Mark> mark;
};

struct LoadedModule;

struct Function {
  const LoadedModule* module = nullptr;
  const Entry* entry = nullptr;
  int max_dynamic = 48 * 1024;
};

struct LoadedModule {
  const Module* code = nullptr;
  // PTX text or cubin bytes: only the entry points named in it can be found. Empty: all.
  std::string image;
  std::map<std::string, std::unique_ptr<Function>> functions;
};

struct Context {
  uint64_t id = 0;
  unsigned flags = 0;
  bool primary = false;
  // A failed kernel leaves its code here; every later call returns it.
  int error = 0;
  Stream null_stream;
  std::map<Stream*, std::unique_ptr<Stream>> streams;
  std::map<Event*, std::unique_ptr<Event>> events;
  std::map<LoadedModule*, std::unique_ptr<LoadedModule>> modules;
  std::map<Function*, LoadedModule*> functions;
  std::map<Graph*, std::shared_ptr<Graph>> graphs;
  // The handle is that of nothing else; the operations are those of the graph it was made from.
  std::map<Graph*, std::shared_ptr<Graph>> executables;

  // Null for a handle that is not a stream of this context.
  Stream* stream(void* handle);
  // Queues an operation and, unless work is deferred, runs it; a stream under capture records it. The legacy stream waits for all blocking streams and they for it.
  void enqueue(Stream& stream, std::function<int()> operation);
  // What a synchronous call on the legacy stream waits for.
  void synchronise_legacy();
  void drain_all();
  // Drains, then looks at all guards; the sticky error if there is one.
  int settle();
};

// The one driver of this process.
struct Driver {
  std::recursive_mutex mutex;
  bool initialised = false;
  uint64_t context_ids = 0;
  std::map<Context*, std::unique_ptr<Context>> contexts;
  Context* primary = nullptr;
  int primary_users = 0;
  unsigned primary_flags = 0;

  static Driver& instance();
  Context* make_context(unsigned flags, bool primary);
  void destroy(Context* context);
};

// The calling thread's contexts, the current one last.
std::vector<Context*>& context_stack();
Context* current_context();

// Checks guards; reports and returns kIllegalAddress when one was written, naming `suspect` as what ran before.
int check_guards(const std::string& suspect);

// Runs `body(context)` under the driver's lock in the current, healthy context.
template <class F>
int in_context(F body) {
  Driver& driver = Driver::instance();
  const std::lock_guard<std::recursive_mutex> lock(driver.mutex);
  if (!driver.initialised) return kNotInitialized;
  Context* context = current_context();
  if (context == nullptr) return kInvalidContext;
  if (context->error != 0) return context->error;
  return body(*context);
}

// Graphs run in this process, and how many were made to be run.
uint64_t graph_launches();
uint64_t graph_instantiations();

// Runs `body()` under the driver's lock once cuInit has succeeded.
template <class F>
int when_initialised(F body) {
  Driver& driver = Driver::instance();
  const std::lock_guard<std::recursive_mutex> lock(driver.mutex);
  return driver.initialised ? body() : int(kNotInitialized);
}

}  // namespace emu
