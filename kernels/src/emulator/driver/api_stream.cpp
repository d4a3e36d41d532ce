// Streams and events.
#include "context.h"

using namespace emu;

namespace {

template <class F>
int on_stream(void* handle, F body) {
  return in_context([&](Context& context) -> int {
    Stream* stream = context.stream(handle);
    return stream == nullptr ? int(kInvalidHandle) : body(context, *stream);
  });
}

// What must not be asked of a stream under capture: asking spoils the capture.
template <class F>
int on_running_stream(void* handle, F body) {
  return on_stream(handle, [&](Context& context, Stream& on) -> int {
    if (on.capture == nullptr) return body(context, on);
    on.capture->spoiled = true;
    return kStreamCaptureUnsupported;
  });
}

template <class F>
int on_event(Event* event, F body) {
  return in_context([&](Context& context) -> int {
    return context.events.count(event) == 0 ? int(kInvalidHandle) : body(context, *event);
  });
}

void reach(const Mark& mark) {
  if (!mark.reached) mark.stream->run_until(mark.ticket);
}

int synchronised(Context& context, const char* what) {
  if (context.error == 0) context.error = check_guards(what);
  return context.error;
}

}  // namespace

EMU_API cuStreamCreateWithPriority(Stream** stream, unsigned flags, int priority) {
  return in_context([&](Context& context) -> int {
    if (flags > 1) return kInvalidValue;
    auto made = std::make_unique<Stream>();
    made->context = &context;
    made->flags = flags;
    made->priority = priority;
    *stream = made.get();
    context.streams[*stream] = std::move(made);
    return kSuccess;
  });
}

EMU_API cuStreamCreate(Stream** stream, unsigned flags) { return cuStreamCreateWithPriority(stream, flags, 0); }

EMU_API cuStreamDestroy_v2(Stream* stream) {
  return in_context([&](Context& context) -> int {
    if (context.streams.count(stream) == 0) return kInvalidHandle;
    if (stream->capture != nullptr) return kStreamCaptureUnsupported;
    stream->drain();
    context.streams.erase(stream);
    return context.error;
  });
}

EMU_API cuStreamSynchronize(void* stream) {
  return on_running_stream(stream, [](Context& context, Stream& on) -> int {
    if (&on == &context.null_stream) context.synchronise_legacy();
    on.drain();
    return synchronised(context, "work before cuStreamSynchronize");
  });
}

// A query lets one more operation happen, so that polling comes to an end.
EMU_API cuStreamQuery(void* stream) {
  return on_running_stream(stream, [](Context& context, Stream& on) -> int {
    on.step();
    if (context.error != 0) return context.error;
    return on.pending.empty() ? kSuccess : kNotReady;
  });
}

EMU_API cuStreamGetFlags(void* stream, unsigned* flags) {
  return on_stream(stream, [&](Context&, Stream& on) -> int {
    *flags = on.flags;
    return kSuccess;
  });
}

EMU_API cuStreamGetPriority(void* stream, int* priority) {
  return on_stream(stream, [&](Context&, Stream& on) -> int {
    *priority = on.priority;
    return kSuccess;
  });
}

EMU_API cuStreamGetCtx(void* stream, Context** out) {
  return on_stream(stream, [&](Context& context, Stream&) -> int {
    *out = &context;
    return kSuccess;
  });
}

EMU_API cuStreamWaitEvent(void* stream, Event* event, unsigned) {
  return on_running_stream(stream, [&](Context& context, Stream& on) -> int {
    if (context.events.count(event) == 0) return kInvalidHandle;
    const std::shared_ptr<Mark> mark = event->mark;
    if (mark == nullptr) return kSuccess;  // never recorded: nothing to wait for
    context.enqueue(on, [mark]() -> int {
      reach(*mark);
      return kSuccess;
    });
    return context.error;
  });
}

EMU_API cuLaunchHostFunc(void* stream, void (*function)(void*), void* data) {
  return on_stream(stream, [&](Context& context, Stream& on) -> int {
    context.enqueue(on, [=]() -> int {
      function(data);
      return kSuccess;
    });
    return context.error;
  });
}

EMU_API cuStreamAddCallback(void* stream, void (*function)(void*, int, void*), void* data, unsigned) {
  return on_running_stream(stream, [&](Context& context, Stream& on) -> int {
    context.enqueue(on, [=]() -> int {
      function(stream, kSuccess, data);
      return kSuccess;
    });
    return context.error;
  });
}

EMU_API cuEventCreate(Event** event, unsigned flags) {
  return in_context([&](Context& context) -> int {
    auto made = std::make_unique<Event>();
    made->flags = flags;
    *event = made.get();
    context.events[*event] = std::move(made);
    return kSuccess;
  });
}

EMU_API cuEventDestroy_v2(Event* event) {
  return on_event(event, [&](Context& context, Event&) -> int {
    context.events.erase(event);
    return kSuccess;
  });
}

EMU_API cuEventRecord(Event* event, void* stream) {
  return on_event(event, [&](Context& context, Event& record) -> int {
    Stream* on = context.stream(stream);
    if (on == nullptr) return kInvalidHandle;
    if (on->capture != nullptr) return kNotSupported;  // forks of a capture are not modelled
    auto mark = std::make_shared<Mark>();
    mark->stream = on;
    mark->ticket = on->tickets + 1;
    record.mark = mark;
    context.enqueue(*on, [mark]() -> int {
      mark->reached = true;
      mark->time = Clock::now();
      return kSuccess;
    });
    return context.error;
  });
}

EMU_API cuEventRecordWithFlags(Event* event, void* stream, unsigned) { return cuEventRecord(event, stream); }

EMU_API cuEventSynchronize(Event* event) {
  return on_event(event, [](Context& context, Event& record) -> int {
    if (record.mark != nullptr) reach(*record.mark);
    return synchronised(context, "work before cuEventSynchronize");
  });
}

EMU_API cuEventQuery(Event* event) {
  return on_event(event, [](Context& context, Event& record) -> int {
    if (record.mark == nullptr || record.mark->reached) return kSuccess;
    record.mark->stream->step();
    if (context.error != 0) return context.error;
    return record.mark->reached ? kSuccess : kNotReady;
  });
}

EMU_API cuEventElapsedTime(float* milliseconds, Event* start, Event* end) {
  constexpr unsigned kDisableTiming = 2;
  return on_event(start, [&](Context& context, Event& first) -> int {
    if (context.events.count(end) == 0 || first.mark == nullptr || end->mark == nullptr) return kInvalidHandle;
    if (((first.flags | end->flags) & kDisableTiming) != 0) return kInvalidHandle;
    if (!first.mark->reached || !end->mark->reached) return kNotReady;
    *milliseconds = std::chrono::duration<float, std::milli>(end->mark->time - first.mark->time).count();
    return kSuccess;
  });
}
