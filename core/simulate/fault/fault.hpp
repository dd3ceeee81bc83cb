// What real providers do besides answering well: their dialects and their failures, each with a name, so that
// every one of them can be met on purpose.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/provider.hpp"

namespace moa::simulate {

enum class FaultGroup {
    dialect,     ///< another way to say the same: the answer is whole
    stream,      ///< a stream that begins well (status 200) and is not what was asked for
    refusal,     ///< an HTTP error status
    connection,  ///< trouble below HTTP: no connection, broken off, stalled
};

/// "Dialects", "Streams that go wrong", ...: a heading for lists.
std::string_view heading_of(FaultGroup group);

struct Fault {
    std::string name;         ///< "rate-limit-date"
    std::string description;  ///< one line, for lists
    FaultGroup group = FaultGroup::dialect;
    /// Turns a good answer into the faulty one. Those of `dialect` and `stream` take event streams only.
    std::function<void(TimedResponse&)> disturb;
    std::string member = {};  ///< meets only requests whose body has this member; empty: all
};

/// Every fault there is, by group.
const std::vector<Fault>& faults();

/// The fault of this name, or nullptr.
const Fault* find_fault(std::string_view name);

}  // namespace moa::simulate
