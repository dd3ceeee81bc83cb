#include "native/desktop/links.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is not in <csignal>
#include <spawn.h>

extern char** environ;

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
    // Nobody waits for the browser: the system is to forget children that have ended.
    struct sigaction forget {};
    forget.sa_handler = SIG_DFL;
    forget.sa_flags = SA_NOCLDWAIT;
    sigaction(SIGCHLD, &forget, nullptr);
#if defined(__APPLE__)
    std::string program = "open";
#else
    std::string program = "xdg-open";
#endif
    std::string copy = address;
    const std::array<char*, 3> arguments = {program.data(), copy.data(), nullptr};
    pid_t child = 0;
    return posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) == 0;
}

}  // namespace moa::desktop
