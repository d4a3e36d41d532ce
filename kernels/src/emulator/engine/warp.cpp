// Warp collectives: the last lane to arrive computes every lane's result.
#include "block.h"
#include "race.h"

namespace emu {
namespace {

// What a lane reads from a lane that takes no part: undefined on the device, a NaN in both float and double here.
constexpr uint64_t kUndefined = ~uint64_t(0);

unsigned lowest(unsigned mask) { return static_cast<unsigned>(__builtin_ctz(mask)); }

int source_lane(WarpOp op, int lane, int argument, int width) {
  const int base = lane & ~(width - 1);
  switch (op) {
    case WarpOp::kIndex:
      return base | (argument & (width - 1));
    case WarpOp::kUp:
      return lane - argument < base ? lane : lane - argument;
    case WarpOp::kDown:
      return lane + argument >= base + width ? lane : lane + argument;
    default:
      return (lane ^ argument) >= base + width ? lane : lane ^ argument;
  }
}

}  // namespace

const char* name(WarpOp op) {
  switch (op) {
    case WarpOp::kSync: return "__syncwarp";
    case WarpOp::kIndex: return "__shfl_sync";
    case WarpOp::kUp: return "__shfl_up_sync";
    case WarpOp::kDown: return "__shfl_down_sync";
    case WarpOp::kXor: return "__shfl_xor_sync";
    case WarpOp::kBallot: return "__ballot_sync";
    case WarpOp::kAny: return "__any_sync";
    case WarpOp::kAll: return "__all_sync";
    case WarpOp::kMatchAny: return "__match_any_sync";
  }
  return "?";
}

uint64_t BlockRunner::collective(Site site, WarpOp op, unsigned mask, uint64_t value, int argument, int width) {
  Lane* self = running();
  const unsigned lane = self->linear % 32;
  Warp& warp = warps_[self->linear / 32];
  self->site = site;
  self->op = op;
  self->mask = mask;
  self->argument = argument;
  self->value = value;
  if ((mask >> lane & 1u) == 0) fail(kLaunchFailed, std::string(name(op)) + ": the mask leaves out the calling lane" + waits());
  if (width <= 0 || width > 32 || (width & (width - 1)) != 0) fail(kLaunchFailed, std::string(name(op)) + ": width " + std::to_string(width));
  const unsigned expected = mask & warp.existing;
  Meeting& meeting = warp.meetings[lowest(expected)];
  if (meeting.arrived == 0) {
    meeting = {expected, 0, op, width, site};
  } else if (meeting.mask != expected || meeting.op != op || meeting.width != width || (launch_->strict && !(meeting.site == site))) {
    self->state = State::kInWarp;
    fail(kLaunchFailed, "lanes of a warp disagree on a collective" + waits());
  }
  meeting.arrived |= 1u << lane;
  self->state = State::kInWarp;
  if (meeting.arrived == (launch_->strict ? expected : expected & ~warp.exited)) complete_meeting(warp, meeting);
  switch_away(*self->fiber, false);
  return self->result;
}

uint64_t BlockRunner::warp_result(const Lane* first, const Meeting& meeting, unsigned lane) const {
  unsigned votes = 0;
  switch (meeting.op) {
    case WarpOp::kSync:
      return 0;
    case WarpOp::kIndex:
    case WarpOp::kUp:
    case WarpOp::kDown:
    case WarpOp::kXor: {
      const int source = source_lane(meeting.op, static_cast<int>(lane), first[lane].argument, meeting.width);
      const bool takes_part = source >= 0 && source < 32 && (meeting.arrived >> source & 1u) != 0;
      return takes_part ? first[source].value : kUndefined;
    }
    default:
      break;
  }
  for (unsigned other = 0; other < 32; ++other) {
    if ((meeting.arrived >> other & 1u) == 0) continue;
    const bool vote = meeting.op == WarpOp::kMatchAny ? first[other].value == first[lane].value : first[other].value != 0;
    if (vote) votes |= 1u << other;
  }
  if (meeting.op == WarpOp::kAny) return votes != 0;
  if (meeting.op == WarpOp::kAll) return votes == meeting.arrived;
  return votes;
}

void BlockRunner::complete_meeting(Warp& warp, Meeting& meeting) {
  Lane* first = &lanes_[static_cast<size_t>(&warp - warps_.data()) * 32];
  const bool same_for_all = meeting.op == WarpOp::kBallot || meeting.op == WarpOp::kAny || meeting.op == WarpOp::kAll;
  const uint64_t shared = same_for_all ? warp_result(first, meeting, lowest(meeting.arrived)) : 0;
  for (unsigned lanes = meeting.arrived; lanes != 0; lanes &= lanes - 1) {
    const unsigned lane = lowest(lanes);
    first[lane].result = same_for_all ? shared : warp_result(first, meeting, lane);
  }
  if (meeting.op == WarpOp::kSync) race::sync_warp(first->linear / 32, meeting.arrived);
  const unsigned arrived = meeting.arrived;
  meeting.arrived = 0;
  wake_lanes(first, arrived);
}

void BlockRunner::wake_lanes(Lane* first, unsigned lanes) {
  unsigned lane = 0, step = 1;
  if (launch_->order == Order::kReverse) {
    lane = 31, step = 31;
  } else if (launch_->order == Order::kShuffled) {
    lane = static_cast<unsigned>(random() % 32), step = static_cast<unsigned>(random() % 32) | 1u;
  }
  for (int i = 0; i < 32; ++i, lane = (lane + step) % 32) {
    if ((lanes >> lane & 1u) == 0) continue;
    first[lane].state = State::kReady;
    ready_.push(&first[lane]);
  }
}

}  // namespace emu
