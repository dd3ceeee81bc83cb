#include "native/cli/terminal/line_reader.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace moa::cli {

std::optional<std::string> LineReader::next() {
    for (;;) {
        const auto end = pending_.find('\n');
        if (end != std::string::npos) {
            std::string line = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            return line;
        }
        if (ended_) return pending_.empty() ? std::nullopt : std::optional(std::exchange(pending_, {}));
        if (!wait()) return std::nullopt;
        std::array<char, 4096> part{};
        const ssize_t count = ::read(STDIN_FILENO, part.data(), part.size());
        if (count > 0) pending_.append(part.data(), static_cast<std::size_t>(count));
        ended_ = count == 0 || (count < 0 && errno != EINTR);
    }
}

bool LineReader::wait() {
    while (!signals_.stop_requested()) {
        if (signals_.wait_until(no_time, STDIN_FILENO)) return true;
        if (signals_.take_suspend()) suspend_process();
    }
    return false;
}

}  // namespace moa::cli
