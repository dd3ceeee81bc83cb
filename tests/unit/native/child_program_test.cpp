// Programs that are started from here, and what is left of this one when it crashes.
#include "native/platform/child_program.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>

#include "native/platform/core_dumps.hpp"
#include "unit/contains.hpp"

using namespace moa;

TEST_CASE("a program that is started gets the environment without the keys") {
    ::setenv("MOA_TEST_API_KEY", "sk-0123456789abcdef", 1);
    ::setenv("MOA_TEST_PLACE", "here", 1);
    const std::string seen = native::output_of_program({"env"});
    ::unsetenv("MOA_TEST_API_KEY");
    ::unsetenv("MOA_TEST_PLACE");
    CHECK(test::contains(seen, "MOA_TEST_PLACE=here"));
    CHECK_FALSE(test::contains(seen, "MOA_TEST_API_KEY"));
    CHECK_FALSE(test::contains(seen, "sk-0123456789abcdef"));
}

TEST_CASE("what a program writes is read to its end, and one that is not there writes nothing") {
    CHECK(native::output_of_program({"seq", "100000"}).ends_with("\n99999\n100000\n"));
    CHECK(native::output_of_program({"moa-there-is-no-such-program"}).empty());
    CHECK_FALSE(native::start_program({"moa-there-is-no-such-program"}));
    std::signal(SIGCHLD, SIG_DFL);  // other tests wait for children
}

TEST_CASE("a program that checks something tells by its exit code") {
    std::signal(SIGCHLD, SIG_DFL);
    const auto code = [](const char* command, std::string_view input, int seconds = 60) {
        return native::exit_code_of_program({"sh", "-c", command}, input, {"MOA_TEST_WORD=good"}, seconds);
    };
    CHECK(code("grep -q good", "a good answer") == 0);
    CHECK(code("grep -q good", "a poor answer") == 1);
    CHECK(code("test \"$MOA_TEST_WORD\" = good", "") == 0);
    CHECK(code("test \"$(wc -c)\" -eq 300000", std::string(300'000, 'x')) == 0);
    CHECK(code("exit 7", "not read") == 7);
    CHECK_FALSE(code("kill -9 $$", ""));
    CHECK_FALSE(code("sleep 600 & sleep 600", "", 1));
    CHECK_FALSE(native::exit_code_of_program({"moa-there-is-no-such-program"}, "", {}, 60));
    ::setenv("MOA_TEST_API_KEY", "sk-0123456789abcdef", 1);
    CHECK(code("test -z \"$MOA_TEST_API_KEY\"", "") == 0);
    ::unsetenv("MOA_TEST_API_KEY");
}

TEST_CASE("a crash leaves no core dump") {
    native::forbid_core_dumps();
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_CORE, &limit) == 0);
    CHECK(limit.rlim_cur == 0);
    CHECK(limit.rlim_max == 0);
}
