#include "context.h"

namespace emu {

Driver& Driver::instance() {
  static auto* driver = new Driver();  // never destroyed: other threads may still call at exit
  return *driver;
}

std::vector<Context*>& context_stack() {
  thread_local std::vector<Context*> stack;
  return stack;
}

Context* current_context() {
  const auto& stack = context_stack();
  if (stack.empty()) return nullptr;
  const auto& alive = Driver::instance().contexts;
  return alive.count(stack.back()) != 0 ? stack.back() : nullptr;
}

Context* Driver::make_context(unsigned flags, bool is_primary) {
  auto made = std::make_unique<Context>();
  Context* context = made.get();
  context->id = ++context_ids;
  context->flags = flags;
  context->primary = is_primary;
  context->null_stream.context = context;
  contexts[context] = std::move(made);
  return context;
}

void Driver::destroy(Context* context) {
  context->drain_all();
  check_guards("destruction of the context");
  Memory::instance().free_all(context);
  contexts.erase(context);
  if (primary == context) primary = nullptr;
}

void Stream::step() {
  if (pending.empty()) return;
  const auto operation = std::move(pending.front());
  pending.pop_front();
  // After a failure the rest of the stream's work is dropped, but it counts as done so that nobody waits for it.
  const int code = context->error == 0 ? operation() : int(kSuccess);
  ++done;
  if (code != 0 && context->error == 0) context->error = code;
}

void Stream::run_until(uint64_t ticket) {
  while (done < ticket && !pending.empty()) step();
}

Stream* Context::stream(void* handle) {
  const auto number = reinterpret_cast<uintptr_t>(handle);
  if (number <= 2) return &null_stream;  // null, legacy, per thread
  const auto found = streams.find(static_cast<Stream*>(handle));
  return found == streams.end() ? nullptr : found->first;
}

void Context::enqueue(Stream& stream, std::function<int()> operation) {
  if (stream.capture != nullptr) {
    stream.capture->graph.push_back(std::move(operation));
    return;
  }
  if (&stream == &null_stream) {
    for (auto& other : streams) {
      if (other.first->blocking()) other.first->drain();
    }
  } else if (stream.blocking()) {
    null_stream.drain();
  }
  stream.pending.push_back(std::move(operation));
  ++stream.tickets;
  if (setting(Setting::kDefer) == 0) stream.drain();
}

void Context::synchronise_legacy() {
  for (auto& other : streams) {
    if (other.first->blocking()) other.first->drain();
  }
  null_stream.drain();
}

void Context::drain_all() {
  null_stream.drain();
  for (auto& other : streams) other.first->drain();
}

int Context::settle() {
  drain_all();
  if (error == 0) error = check_guards("work before a synchronising call");
  return error;
}

int check_guards(const std::string& suspect) {
  const std::string damage = Memory::instance().damage();
  if (damage.empty()) return kSuccess;
  report(suspect + ": " + damage);
  return kIllegalAddress;
}

}  // namespace emu
