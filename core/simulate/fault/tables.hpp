// The parts of the table of faults, one for each group. Inside fault/ only.
#pragma once

#include "simulate/fault/fault.hpp"

namespace moa::simulate {

Fault dialect(std::string name, std::string description, std::function<void(TimedResponse&)> disturb);

std::vector<Fault> dialect_faults();
std::vector<Fault> thought_faults();  ///< dialects too: of reasoning
std::vector<Fault> repeat_faults();   ///< dialects too: an answer sent more than once
std::vector<Fault> compressed_faults();
std::vector<Fault> framing_faults();  ///< dialects too: of the event stream rather than of its JSON
std::vector<Fault> stream_faults();
std::vector<Fault> refusal_faults();
std::vector<Fault> connection_faults();

}  // namespace moa::simulate
