#include "native/platform/opening_mark.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace moa;
namespace fs = std::filesystem;

namespace {

/// A data folder of its own with two conversations.
class Home {
  public:
    Home() {
        std::string name = (fs::temp_directory_path() / "moa-mark-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        ::setenv("XDG_DATA_HOME", root_.c_str(), 1);
        for (const char* id : {"20261124-133304-017", "20261125-080000-000", "no id"})
            fs::create_directories(root_ / "moa" / "history" / id);
    }
    ~Home() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;
    fs::path mark() const { return root_ / "moa" / "opening"; }

  private:
    fs::path root_;
};

}  // namespace

TEST_CASE("opening mark: it is there while a conversation is opened, and gone afterwards") {
    const Home home;
    CHECK(native::latest_conversation() == "20261125-080000-000");
    CHECK_FALSE(native::unfinished_opening());
    {
        const native::OpeningMark mark("20261125-080000-000");
        CHECK(native::unfinished_opening() == "20261125-080000-000");
    }
    CHECK_FALSE(native::unfinished_opening());
}

TEST_CASE("opening mark: it outlives a program that ends on the way") {
    const Home home;
    const pid_t child = ::fork();
    if (child == 0) {
        const native::OpeningMark mark("20261125-080000-000");
        ::raise(SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(native::unfinished_opening() == "20261125-080000-000");
    // What is no id names nothing.
    std::ofstream(home.mark()) << "../elsewhere\n";
    CHECK_FALSE(native::unfinished_opening());
}
