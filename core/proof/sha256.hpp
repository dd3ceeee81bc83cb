// The hash that a plan, its questions and its logs are known by.
#pragma once

#include <string>
#include <string_view>

namespace moa::proof {

/// SHA-256 (FIPS 180-4) in hexadecimal, lower case.
std::string sha256(std::string_view bytes);

}  // namespace moa::proof
