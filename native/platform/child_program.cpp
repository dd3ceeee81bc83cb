#include "native/platform/child_program.hpp"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is not in <csignal>
#include <spawn.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkostemp is not in <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <thread>

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

pid_t spawn(std::vector<std::string>& arguments, const posix_spawn_file_actions_t* actions,
            const std::vector<std::string>& more_environment = {},
            const posix_spawnattr_t* attributes = nullptr) {
    std::vector<std::string> environment = environment_without_keys();
    environment.insert(environment.end(), more_environment.begin(), more_environment.end());
    pid_t child = 0;
    const int failed = posix_spawnp(&child, arguments.front().c_str(), actions, attributes,
                                    pointers_to(arguments).data(), pointers_to(environment).data());
    return failed == 0 ? child : -1;
}

/// A file without a name that holds `text`, to be read from its start.
Descriptor file_with(std::string_view text) {
    std::array<char, 32> name{"/tmp/moa-input-XXXXXX"};
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file) return file;
    ::unlink(name.data());
    while (!text.empty()) {
        const ssize_t size = ::write(file.get(), text.data(), text.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return Descriptor();
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

/// The status of a child that ends within the time; else it is killed with its group, and there is none.
std::optional<int> wait_for(pid_t child, std::chrono::seconds most) {
    const auto deadline = std::chrono::steady_clock::now() + most;
    int status = 0;
    for (;;) {
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child) return status;
        if (ended < 0 && errno != EINTR) return std::nullopt;
        if (std::chrono::steady_clock::now() >= deadline) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ::kill(-child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return std::nullopt;
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

std::optional<int> exit_code_of_program(std::vector<std::string> arguments, std::string_view input,
                                        const std::vector<std::string>& more_environment, int most_seconds) {
    const Descriptor file = file_with(input);
    if (!file) return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, file.get(), STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);  // a group of its own, to be killed whole
    const pid_t child = spawn(arguments, &actions, more_environment, &attributes);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (child < 0) return std::nullopt;
    const std::optional<int> status = wait_for(child, std::chrono::seconds(most_seconds));
    if (!status || !WIFEXITED(*status)) return std::nullopt;
    return WEXITSTATUS(*status);
}

}  // namespace moa::native
