// Links open in the user's browser.
#pragma once

#include <string>

namespace moa::desktop {

/// Hands an http or https address to the system's browser, without a shell in between. Anything else is
/// refused: false.
bool open_link(const std::string& address);

}  // namespace moa::desktop
