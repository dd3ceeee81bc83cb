// A report as one web page that needs nothing else.
#pragma once

#include <string>

#include "proof/report.hpp"

namespace moa::proof {

/// HTML without a script, dark or light as the reader's system is; its policy lets it load nothing. Every
/// answer of every arm is in it, one press away.
std::string to_page(const Evidence& evidence, const Report& report);

}  // namespace moa::proof
