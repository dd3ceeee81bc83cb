// The parts of the table of faults, one for each group. Inside fault/ only.
#pragma once

#include "simulate/fault/fault.hpp"

namespace moa::simulate {

std::vector<Fault> dialect_faults();
std::vector<Fault> framing_faults();  ///< dialects too: of the event stream rather than of its JSON
std::vector<Fault> stream_faults();
std::vector<Fault> refusal_faults();
std::vector<Fault> connection_faults();

}  // namespace moa::simulate
