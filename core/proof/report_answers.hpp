// The part of a report's page that has every question, every answer and every verdict, one press away.
#pragma once

#include <string>

#include "proof/report.hpp"

namespace moa::proof {

/// HTML, with its heading.
std::string answers_html(const Evidence& evidence);

}  // namespace moa::proof
