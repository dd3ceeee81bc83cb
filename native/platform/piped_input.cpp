#include "native/platform/piped_input.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "native/platform/files.hpp"

namespace moa::native {
namespace {

constexpr int first_wait_ms = 1000;

mode_t kind_of_input() {
    struct stat facts = {};
    return ::fstat(STDIN_FILENO, &facts) == 0 ? facts.st_mode : 0;
}

/// False where nothing came within the time; a negative time has no end.
bool wait_for_byte(int ms) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&input, 1, ms);
    } while (ready < 0 && errno == EINTR);
    return ready != 0;
}

}  // namespace

bool has_piped_input() {
    const mode_t kind = kind_of_input();
    return S_ISFIFO(kind) || S_ISSOCK(kind) || S_ISREG(kind);
}

Result<PipedInput> read_piped_input(std::size_t most, bool patient, const std::function<void()>& waiting) {
    if (!has_piped_input()) return PipedInput{};
    if (!wait_for_byte(first_wait_ms)) {
        waiting();
        const bool endless = patient && !S_ISSOCK(kind_of_input());
        if (!wait_for_byte(endless ? -1 : patience_ms - first_wait_ms)) return PipedInput{{}, true};
    }
    Result<std::string> text = read_standard_input(most);
    if (!text) return text.error();
    return PipedInput{std::move(text.value()), false};
}

}  // namespace moa::native
