// Run logs as they are written: by one program at a time, over nothing that stands there, and whole again
// after a full disk.
#include "native/platform/line_file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <string>
#include <vector>

#include "native/platform/file_lock.hpp"
#include "native/platform/files.hpp"
#include "unit/native/scratch_folder.hpp"

using namespace moa;
using native::LineFile;

namespace {

std::atomic<int> synced = 0;

std::string content(const std::string& path) {
    return native::read_file(path).value();
}

void write(const std::string& path, const std::string& text) {
    std::ofstream(path) << text;
}

/// As long as this is there, no file of this program grows beyond `bytes`: a disk that is full.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit now = before_;
        now.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_ = {};
};

/// The descriptors of this program that a program started from here would have, too.
std::vector<int> inherited() {
    std::vector<int> all;
    for (int file = 3; file < 256; ++file) {
        const int flags = ::fcntl(file, F_GETFD);
        if (flags >= 0 && (flags & FD_CLOEXEC) == 0) all.push_back(file);
    }
    return all;
}

}  // namespace

// In place of the C library's, which still does the work.
extern "C" int fdatasync(int file) {
    ++synced;
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}
extern "C" int fsync(int file) {
    ++synced;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

TEST_CASE("line file: two cannot write one file, and the second changes nothing in it") {
    const test::ScratchFolder folder;
    const std::string path = folder / "log.jsonl";
    {
        auto first = LineFile::go_on(path, true);
        REQUIRE(first);
        CHECK_FALSE(first.value().append("one\n"));
        for (const bool overwrite : {false, true}) {
            const auto second = LineFile::record(path, overwrite);
            REQUIRE_FALSE(second);
            CHECK(second.error().message.find("being written by another run") != std::string::npos);
        }
        const auto third = LineFile::go_on(path, false);
        REQUIRE_FALSE(third);
        CHECK(third.error().message.find("in progress in another window or terminal") != std::string::npos);
        CHECK_FALSE(first.value().append("two\n"));
        CHECK(content(path) == "one\ntwo\n");
    }
    auto later = LineFile::go_on(path, false);
    REQUIRE(later);
    CHECK_FALSE(later.value().append("three\n"));
    CHECK(content(path) == "one\ntwo\nthree\n");
}

TEST_CASE("line file: a torn last line is cut off when lines are added, and not before") {
    const test::ScratchFolder folder;
    const std::string path = folder / "log.jsonl";
    for (const std::string& whole : {std::string(), std::string("one\n"), std::string(70000, 'x') + "\n"}) {
        for (const std::string& torn : {std::string(), std::string("to"), std::string(200000, 'y')}) {
            write(path, whole + torn);
            {
                const auto looked = LineFile::go_on(path, false);
                CHECK(content(path) == whole + torn);
            }
            auto file = LineFile::go_on(path, false);
            REQUIRE(file);
            CHECK_FALSE(file.value().append("two\n"));
            CHECK(content(path) == whole + "two\n");
        }
    }
    CHECK_FALSE(LineFile::go_on(folder / "missing", false));
    CHECK_FALSE(LineFile::go_on(folder.path(), true));
}

TEST_CASE("line file: a recording replaces nothing unless it is told to") {
    const test::ScratchFolder folder;
    const std::string path = folder / "recipe.json";
    write(path, "{\"format\": \"moa-recipe/1\"}");
    const auto refused = LineFile::record(path, false);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("--overwrite") != std::string::npos);
    CHECK(content(path) == "{\"format\": \"moa-recipe/1\"}");
    CHECK_FALSE(LineFile::record(path, true).value().append("line\n"));
    CHECK(content(path) == "line\n");
    write(folder / "empty", "");
    for (const char* name : {"empty", "new"}) {
        auto file = LineFile::record(folder / name, false);
        REQUIRE(file);
        CHECK_FALSE(file.value().append("line\n"));
        CHECK(content(folder / name) == "line\n");
    }
    auto nowhere = LineFile::record("/dev/null", false);
    REQUIRE(nowhere);
    CHECK_FALSE(nowhere.value().append("line\n"));
}

TEST_CASE("line file: what a full disk did not take follows in order when there is room again") {
    const test::ScratchFolder folder;
    const std::string path = folder / "log.jsonl";
    auto opened = LineFile::go_on(path, true);
    REQUIRE(opened);
    LineFile& file = opened.value();
    CHECK_FALSE(file.append("first\n"));
    {
        const FullDisk full(9);
        const auto error = file.append("second\n");
        REQUIRE(error);
        CHECK(error->message.find(path) != std::string::npos);
        CHECK(content(path) == "first\n");    // nothing torn
        CHECK_FALSE(file.append("third\n"));  // told once
        CHECK_FALSE(file.retry());
        CHECK(content(path) == "first\n");
    }
    CHECK_FALSE(file.append("fourth\n"));
    CHECK(content(path) == "first\nsecond\nthird\nfourth\n");
    CHECK(file.retry());
    {
        const FullDisk full(9);
        CHECK(file.append("fifth\n"));
    }
    CHECK(file.retry());
    CHECK(content(path) == "first\nsecond\nthird\nfourth\nfifth\n");
}

TEST_CASE(
    "line file: where the disk stays full, what is held back has a bound, and no line follows a missing "
    "one") {
    const test::ScratchFolder folder;
    const std::string path = folder / "log.jsonl";
    auto opened = LineFile::go_on(path, true);
    REQUIRE(opened);
    LineFile& file = opened.value();
    CHECK_FALSE(file.append("first\n"));
    const std::string line = std::string(1U << 20U, 'x') + "\n";
    int told = 0;
    {
        const FullDisk full(9);
        for (int i = 0; i < 20; ++i) {
            if (file.append(line)) ++told;
        }
    }
    CHECK(told == 2);  // that it is held back, and that it is given up
    CHECK_FALSE(file.retry());
    CHECK_FALSE(file.append("later\n"));
    CHECK(content(path) == "first\n");
    CHECK(file.behind());
}

TEST_CASE(
    "line file: steps of the run reach the disk, pieces of text wait for them; a replaced file is there "
    "whole") {
    const test::ScratchFolder folder;
    const std::string path = folder / "log.jsonl";
    const auto syncs_of = [&](const std::string& line) {
        const int before = synced;
        { (void)LineFile::go_on(path, true).value().append(line); }
        return synced - before;
    };
    CHECK(syncs_of("{\"t\":0,\"event\":\"run.started\"}\n") > 0);
    CHECK(syncs_of("{\"t\":1,\"event\":\"node.text\",\"node\":\"1.1\",\"text\":\"a\"}\n") == 0);
    CHECK(syncs_of("{\"t\":2,\"event\":\"node.state\",\"node\":\"1.1\",\"state\":\"done\"}\n") > 0);
    CHECK(syncs_of("{\"t\":3,\"event\":\"run.finished\"}\n") > 0);
    const int before = synced;
    CHECK_FALSE(native::replace_file(folder / "recipe.json", "{}"));
    CHECK(synced - before == 2);  // the file, then its folder
    CHECK_FALSE(native::replace_file(folder / "draft.txt", "typing", native::Durable::no));
    CHECK(synced - before == 2);
}

TEST_CASE("line file: a log belongs to this user, and no program started from here keeps it open") {
    const test::ScratchFolder folder;
    const std::vector<int> before = inherited();
    const std::string path = folder / "log.jsonl";
    auto file = LineFile::go_on(path, true);
    auto record = LineFile::record(folder / "record.jsonl", false);
    REQUIRE(file);
    REQUIRE(record);
    CHECK_FALSE(file.value().append("{\"event\":\"run.started\"}\n"));
    const native::FileLock lock = native::FileLock::take(folder / "lock");
    CHECK(lock.held());
    CHECK(native::is_locked(folder / "lock"));
    CHECK(native::FileLock::take(folder / "lock").refused());
    CHECK(inherited() == before);
    struct stat facts = {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
}
