// The window's list of the history: the latest at once, the others as they are read on another thread.
#include "native/desktop/history_library.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <cstdlib>
#include <mutex>

#include "unit/native/scratch_folder.hpp"
#include "unit/session/run_log_text.hpp"

using namespace moa;

namespace {

class UnusedNetwork final : public run::Transport {
  public:
    void start(run::Call, run::TransportEvents&) override {}
    void cancel(run::CallId) override {}
};

struct Reader final : session::HistoryReader {
    void listed(session::HistoryListing part) override { parts.push_back(std::move(part)); }
    void opened(const std::optional<Error>&, bool) override {}
    void changed(const std::optional<Error>& error) override { changes.push_back(error); }
    void saved(const Result<std::string>& sentence) override { sentences.push_back(sentence); }

    std::vector<session::HistoryListing> parts;
    std::vector<std::optional<Error>> changes;
    std::vector<Result<std::string>> sentences;
};

/// A library of its own folder, and who waits for its threads.
struct Library {
    Library() {
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        ::setenv("HOME", folder.path().c_str(), 1);
        library.read_by(&reader);
    }
    ~Library() {
        ::unsetenv("XDG_DATA_HOME");
        home ? ::setenv("HOME", home->c_str(), 1) : ::unsetenv("HOME");
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    void keep(int count) {
        for (int i = 0; i < count; ++i)
            REQUIRE(files.import(test::log_started + std::string(static_cast<std::size_t>(i), '\n'),
                                 1'795'527'184'017 + i));
    }
    template <class Done>
    void deliver_until(Done&& done) {
        while (!done()) {
            std::unique_lock lock(mutex);
            woken.wait(lock, [this] { return wakes > 0; });
            wakes = 0;
            lock.unlock();
            library.deliver();
        }
    }
    void wake() {
        const std::lock_guard lock(mutex);
        ++wakes;
        woken.notify_one();
    }

    test::ScratchFolder folder;
    std::optional<std::string> home =
        std::getenv("HOME") != nullptr ? std::optional<std::string>(std::getenv("HOME")) : std::nullopt;
    UnusedNetwork network;
    native::HistoryFiles files;
    session::Workspace workspace{{&network, [] { return Millis{0}; }, {}, nullptr, &files}};
    std::mutex mutex;
    std::condition_variable woken;
    int wakes = 0;
    Reader reader;
    desktop::FileHistoryLibrary library{files, workspace, [this] { wake(); }};
};

}  // namespace

TEST_CASE("history library: a long list comes in parts, the latest first, with what it takes of the disk") {
    Library at;
    at.keep(320);
    at.library.list();
    REQUIRE(at.reader.parts.size() == 1);
    CHECK(at.reader.parts[0].first);
    CHECK(at.reader.parts[0].more);
    REQUIRE(at.reader.parts[0].entries.size() == 50);
    at.deliver_until([&] { return !at.reader.parts.back().more; });
    std::vector<std::string> ids;
    for (const session::HistoryListing& part : at.reader.parts) {
        for (const session::HistoryEntry& entry : part.entries)
            ids.push_back(entry.id);
    }
    CHECK(ids.size() == 320);
    CHECK(std::is_sorted(ids.rbegin(), ids.rend()));
    REQUIRE(at.reader.parts.back().storage);
    CHECK(at.reader.parts.back().storage->bytes == 320 * test::log_started.size() + 320 * 319 / 2);
    CHECK_FALSE(at.reader.parts.back().storage->quota);

    // Who leaves waits for nothing, and gets nothing more.
    at.library.list();
    at.library.read_by(nullptr);
    CHECK_FALSE(at.library.deliver());
}

TEST_CASE(
    "history library: what is removed can be restored until it is forgotten, and all is saved as one file") {
    Library at;
    at.keep(2);
    at.library.list();
    const std::string id = at.reader.parts.back().entries.front().id;
    at.library.remove(id);
    at.library.list();
    CHECK(at.reader.parts.back().entries.size() == 1);
    at.library.restore(id);
    at.library.mark(id, {"Mine", true});
    at.library.list();
    CHECK(at.reader.parts.back().entries.front().title() == "Mine");
    at.library.save_all();
    at.deliver_until([&] { return !at.reader.sentences.empty(); });
    REQUIRE(at.reader.sentences.front());
    CHECK(at.reader.sentences.front().value().starts_with("Saved 2 conversations as " + at.folder.path()));
    at.library.remove(id);
    at.library.forget_removed();
    at.library.restore(id);
    REQUIRE(at.reader.changes.size() == 5);
    for (std::size_t i = 0; i < 4; ++i)
        CHECK_FALSE(at.reader.changes[i]);
    CHECK(at.reader.changes.back());
}
