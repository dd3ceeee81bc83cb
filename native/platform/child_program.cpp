#include "native/platform/child_program.hpp"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is not in <csignal>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "native/platform/descriptor.hpp"

extern char** environ;

namespace moa::native {
namespace {

/// As the functions of POSIX want them; valid as long as the texts.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

pid_t spawn(std::vector<std::string>& arguments, const posix_spawn_file_actions_t* actions) {
    std::vector<std::string> environment = environment_without_keys();
    pid_t child = 0;
    const int failed = posix_spawnp(&child, arguments.front().c_str(), actions, nullptr,
                                    pointers_to(arguments).data(), pointers_to(environment).data());
    return failed == 0 ? child : -1;
}

}  // namespace

std::vector<std::string> environment_without_keys() {
    std::vector<std::string> kept;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string_view line(*each);
        if (!line.substr(0, line.find('=')).ends_with("_API_KEY")) kept.emplace_back(line);
    }
    return kept;
}

bool start_program(std::vector<std::string> arguments) {
    // The system is to forget children that have ended.
    struct sigaction forget {};
    forget.sa_handler = SIG_DFL;
    forget.sa_flags = SA_NOCLDWAIT;
    sigaction(SIGCHLD, &forget, nullptr);
    return spawn(arguments, nullptr) > 0;
}

std::string output_of_program(std::vector<std::string> arguments) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    const Descriptor out(ends[0]);
    Descriptor in(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.get(), STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const pid_t child = spawn(arguments, &actions);
    posix_spawn_file_actions_destroy(&actions);
    in = Descriptor();
    std::string text;
    if (child < 0) return text;
    std::array<char, 4096> part{};
    for (;;) {
        const ssize_t size = ::read(out.get(), part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) break;
        text.append(part.data(), static_cast<std::size_t>(size));
    }
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return text;
}

}  // namespace moa::native
