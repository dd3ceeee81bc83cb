// A header of the user's own for a provider, as it is typed: "x-portkey-provider: openai".
#pragma once

#include <string_view>

#include "result.hpp"
#include "wire/http.hpp"

namespace moa::session {

/// "Name: value", without the blanks around the value. Refused: what is no header, and names that the program
/// sets itself, the key's among them. The error never repeats the value, which may be a secret.
Result<wire::Header> read_extra_header(std::string_view text);

}  // namespace moa::session
