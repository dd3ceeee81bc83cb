#include "native/desktop/links.hpp"

#include <algorithm>
#include <string_view>

#include "native/platform/child_program.hpp"

namespace moa::desktop {
namespace {

/// Models write links: only addresses of the web, with nothing in them that is not printable ASCII.
bool is_web_address(std::string_view address) {
    return (address.starts_with("https://") || address.starts_with("http://")) &&
           std::all_of(address.begin(), address.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace

bool open_link(const std::string& address) {
    if (!is_web_address(address)) return false;
#if defined(__APPLE__)
    constexpr const char* program = "open";
#else
    constexpr const char* program = "xdg-open";
#endif
    return native::start_program({program, address});
}

}  // namespace moa::desktop
