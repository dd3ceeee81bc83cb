#include "native/platform/history_files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "native/platform/history_transfer.hpp"
#include "unit/session/run_log_text.hpp"

using namespace moa;
using test::log_finished;
using test::log_started;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t date = 1'795'527'184'017;

/// A data folder of its own, which is not there yet.
class DataFolder {
  public:
    DataFolder() {
        std::string name = (fs::temp_directory_path() / "moa-history-XXXXXX").string();
        root = ::mkdtemp(name.data());
        ::setenv("XDG_DATA_HOME", (root / "a").c_str(), 1);
    }
    ~DataFolder() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code ignored;
        fs::remove_all(root, ignored);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    fs::path log(const std::string& id, int turn) const {
        return root / "a" / "moa" / "history" / id / (std::to_string(turn) + ".jsonl");
    }
    fs::path root;
};

const std::string said = R"({"t":5,"event":"node.text","node":"1.1","text":"Because"})"
                         "\n";

}  // namespace

TEST_CASE("history files: turns are written line by line, listed, read and removed") {
    const DataFolder folder;
    native::HistoryFiles files;
    CHECK(files.entries().empty());
    const std::string id = files.begin_conversation(date);
    CHECK(files.begin_conversation(date) != id);  // of another program in the same millisecond
    files.open_turn(id, 1);
    files.append(log_started);
    std::ifstream written(folder.log(id, 1));
    std::string line;
    CHECK(std::getline(written, line));  // before the run has ended
    files.append(log_finished);
    files.open_turn(id, 2);
    files.append(log_started);
    files.append(said);
    CHECK_FALSE(files.take_error());

    const auto entries = files.entries();
    REQUIRE(entries.size() == 1);
    REQUIRE(entries[0].turns.size() == 2);
    CHECK(entries[0].turns[0] ==
          session::TurnSummary{"Why?", "Because.", "R", run::RunStatus::complete, 0.25});
    CHECK(entries[0].turns[1].answer == "Because");
    CHECK(entries[0].turns[1].status == run::RunStatus::running);
    CHECK(files.read(id).value().logs[0] == log_started + log_finished);
    CHECK(native::HistoryFiles::latest_log(id) == folder.log(id, 2));
    REQUIRE_FALSE(files.remove(id));
    CHECK(files.entries().empty());
    CHECK(files.remove(id));
    CHECK_FALSE(files.read(id));
}

TEST_CASE("history files: the log of a turn is read back") {
    const DataFolder folder;
    native::HistoryFiles files;
    const std::string id = files.begin_conversation(date);
    files.open_turn(id, 1);
    files.append(log_started);
    files.open_turn(id, 2);
    files.append(log_started);
    files.append(log_finished);
    std::string read;
    files.read_log(id, 2, [&read](const Result<std::string>& text) { read = text ? text.value() : ""; });
    CHECK(read == log_started + log_finished);
    files.read_log("../" + id, 2,
                   [&read](const Result<std::string>& text) { read = text ? text.value() : ""; });
    CHECK(read.empty());
}

TEST_CASE(
    "history files: what is deleted can be brought back until it is forgotten, here or at the next start") {
    const DataFolder folder;
    const auto aside = [&](const std::string& id) { return folder.root / "a" / "moa" / "deleted" / id; };
    std::vector<std::string> ids;
    {
        native::HistoryFiles files;
        for (int i = 0; i < 3; ++i)
            ids.push_back(
                files.import(log_started + said + std::string(static_cast<std::size_t>(i), '\n'), date)
                    .value());
        for (const std::string& id : ids)
            REQUIRE_FALSE(files.set_aside(id));
        CHECK(files.entries().empty());
        CHECK_FALSE(files.read(ids[0]));
        native::HistoryFiles::forget_left_aside();  // of another program, while this one can still bring it
                                                    // back
        REQUIRE_FALSE(files.bring_back(ids[0]));
        CHECK(files.read(ids[0]).value().logs[0] == log_started + said);
        CHECK(files.bring_back(ids[0]));
        files.forget_set_aside();
        CHECK_FALSE(fs::exists(aside(ids[1])));
        REQUIRE_FALSE(files.set_aside(ids[0]));
        CHECK(fs::exists(aside(ids[0])));
    }
    native::HistoryFiles::forget_left_aside();
    CHECK_FALSE(fs::exists(aside(ids[0])));
    native::HistoryFiles open;
    const std::string id = open.begin_conversation(date);
    CHECK(native::HistoryFiles().set_aside(id).has_value());
}

TEST_CASE("history files: name and pin stand beside the logs") {
    const DataFolder folder;
    native::HistoryFiles files;
    const std::string id = files.import(log_started + said, date).value();
    REQUIRE_FALSE(files.mark(id, {"Mine", true}));
    CHECK(files.entries().at(0).marks == session::HistoryMarks{"Mine", true});
    CHECK(files.entries().at(0).title() == "Mine");
    CHECK(files.read(id).value().logs == std::vector<std::string>{log_started + said});
    std::ofstream(folder.log(id, 1).parent_path() / "marks.json") << "nonsense";
    CHECK(files.entries().at(0).marks == session::HistoryMarks());
    REQUIRE_FALSE(files.mark(id, {}));
    CHECK(files.mark("20200101-000000-000", {}));
    CHECK(files.mark("..", {}));
    CHECK(files.entries().size() == 1);
}

TEST_CASE("history files: saved as one file and read again, nothing is doubled and nothing replaced") {
    std::string text;
    std::string id;
    const auto import = [&text] {
        return native::import_history([given = text]() mutable -> Result<std::string> {
                   std::string part = given.substr(0, 100);
                   given.erase(0, part.size());
                   return part;
               })
            .value();
    };
    {
        const DataFolder folder;
        native::HistoryFiles files;
        id = files.import(log_started + log_finished + log_started + said, date).value();
        REQUIRE_FALSE(files.mark(id, {"Mine", true}));
        (void)files.import(log_started, date + 1);
        const auto count = native::export_history(native::all_conversations().value(),
                                                  [&text](std::string_view part) -> std::optional<Error> {
                                                      text += part;
                                                      return std::nullopt;
                                                  });
        CHECK(count.value() == 2);
        const session::HistoryImport again = import();
        CHECK(again.added == 0);
        CHECK(again.present == 2);
    }
    const DataFolder folder;
    native::HistoryFiles files;
    CHECK(import().added == 2);
    CHECK(files.entries().size() == 2);
    CHECK(files.read(id).value().logs ==
          std::vector<std::string>{log_started + log_finished, log_started + said});
    CHECK(native::HistoryFiles::marks(id).value() == session::HistoryMarks{"Mine", true});
    // It went on here: what is in the file becomes a conversation of its own, once.
    std::ofstream(folder.log(id, 2), std::ios::app) << log_finished;
    CHECK(import().added == 1);
    CHECK(import().present == 2);
    CHECK(files.entries().size() == 3);
    text += "{\"conversation\":\"..\"}\n";
    CHECK(import().left_out == 1);
    CHECK(files.read(id).value().logs[1] == log_started + said + log_finished);
    CHECK(fs::is_empty(folder.root / "a" / "moa" / "deleted"));
}

TEST_CASE("history files: a run that broke off is known, and goes on behind its last whole line") {
    const DataFolder folder;
    std::string id;
    {
        native::HistoryFiles dying;
        id = dying.begin_conversation(date);
        dying.open_turn(id, 1);
        dying.append(log_started);
        dying.append(said);
        native::HistoryFiles other;
        CHECK_FALSE(other.interrupted());  // it is still being written
    }
    std::ofstream(folder.log(id, 1), std::ios::app) << "{\"t\":7,\"ev";
    native::HistoryFiles files;
    CHECK(files.interrupted() == id);
    files.open_turn(id, 1);
    files.append(log_finished);
    CHECK(files.read(id).value().logs[0] == log_started + said + log_finished);
    native::HistoryFiles later;
    CHECK_FALSE(later.interrupted());
}

TEST_CASE("history files: what is unreadable or foreign harms nothing, and no id leads out of the folder") {
    const DataFolder folder;
    native::HistoryFiles files;
    const std::string id = files.begin_conversation(date);
    std::ofstream(folder.log(id, 1)) << "nonsense";
    std::ofstream(folder.log(id, 3)) << log_started;
    std::ofstream(folder.log(id, 3).parent_path() / "notes.txt") << "mine";
    fs::create_directories(folder.root / "a" / "moa" / "history" / "Not An Id");
    const auto entries = files.entries();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].turns.size() == 3);
    CHECK(files.read(id).value().logs[1].empty());
    for (const char* outside : {"..", "../..", "/tmp", "", "a/../.."}) {
        CHECK_FALSE(files.read(outside));
        CHECK(files.remove(outside));
        files.open_turn(outside, 1);
        files.append("x\n");
    }
    CHECK(fs::exists(folder.root / "a" / "moa" / "history"));
    CHECK_FALSE(files.import("nonsense", date));
    const auto made = files.import(log_started + log_finished + log_started, date);
    REQUIRE(made);
    CHECK(files.import(log_started + log_finished + log_started, date + 1).value() ==
          made.value());  // there already
    CHECK(files.import(log_started + said, date + 1).value() != made.value());
    CHECK(files.read(made.value()).value().logs.size() == 2);
}

TEST_CASE("history files: the last line is found in a log of any length, and what is no file is no log") {
    const DataFolder folder;
    native::HistoryFiles files;
    for (const std::size_t size :
         {std::size_t{10}, std::size_t{65'536}, std::size_t{200'000}, std::size_t{5'000'000}}) {
        CAPTURE(size);
        const std::string answer(size, 'y');
        std::string finished = log_finished;
        finished.replace(finished.find("Because."), 8, answer);
        const Result<std::string> id = files.import(log_started + said + finished, date);
        REQUIRE(id);
        const auto entries = files.entries();
        REQUIRE(entries.size() == 1);
        CHECK(entries[0].turns.back().answer == answer);
        CHECK_FALSE(files.remove(id.value()));
    }
    const std::string id = files.begin_conversation(date);
    fs::create_directories(folder.log(id, 1).parent_path());
    REQUIRE(::mkfifo(folder.log(id, 1).c_str(), 0600) == 0);
    const auto entries = files.entries();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].turns.back().status == run::RunStatus::failed);
    const auto conversation = files.read(id);
    REQUIRE(conversation);
    CHECK(conversation.value().logs.front().empty());
}

TEST_CASE("history files: a conversation belongs to whoever opened it, until that one leaves it") {
    const DataFolder folder;
    native::HistoryFiles mine;
    const std::string id = mine.begin_conversation(date);
    mine.open_turn(id, 1);
    mine.append(log_started);

    native::HistoryFiles other;
    REQUIRE(other.claim(id));
    CHECK(other.claim(id)->message.find("is open in another window or terminal") != std::string::npos);
    other.open_turn(id, 1);
    CHECK(other.take_error());
    other.append("of the other\n");
    const auto kept = other.remove(id);
    REQUIRE(kept);
    CHECK(kept->message.find("open in another window or terminal") != std::string::npos);
    mine.append(log_finished);
    CHECK_FALSE(mine.take_error());
    CHECK(mine.read(id).value().logs.at(0) == log_started + log_finished);

    const std::string next = mine.begin_conversation(date);  // which leaves the first one
    CHECK(next != id);
    CHECK_FALSE(other.claim(id));
    CHECK(mine.claim(id));
    CHECK_FALSE(other.remove(id));
    CHECK_FALSE(mine.claim(id));  // nobody has what is not there
    CHECK(native::HistoryFiles::conversation_at(folder.log(next, 1)) == next);
    CHECK_FALSE(native::HistoryFiles::conversation_at(folder.root / "other" / "1.jsonl"));
}

TEST_CASE("history files: a turn is gone on with behind its lines, whoever read them before") {
    const DataFolder folder;
    std::string id;
    {
        native::HistoryFiles dying;
        id = dying.begin_conversation(date);
        dying.open_turn(id, 1);
        dying.append(log_started);
    }
    native::HistoryFiles one;
    native::HistoryFiles two;
    for (native::HistoryFiles* files : {&one, &two}) {
        files->open_turn(id, 1);
        files->append(said);
    }
    CHECK_FALSE(one.take_error());
    CHECK(two.take_error());
    CHECK(one.read(id).value().logs.at(0) == log_started + said);
}

TEST_CASE("history files: where there is no place for a history, or it cannot be read, that is told") {
    const DataFolder folder;
    const char* home = std::getenv("HOME");
    const std::string before = home != nullptr ? home : "";
    for (const char* place : {"", "relative"}) {
        ::setenv("XDG_DATA_HOME", place, 1);
        ::setenv("HOME", place, 1);
        native::HistoryFiles files;
        files.open_turn(files.begin_conversation(date), 1);
        files.append(log_started);
        const auto error = files.take_error();
        REQUIRE(error);
        CHECK(error->message.find("HOME") != std::string::npos);
        CHECK_FALSE(files.take_error());  // once
        CHECK(files.entries().empty());
        CHECK(files.fault());
    }
    ::setenv("HOME", before.c_str(), 1);
    ::setenv("XDG_DATA_HOME", (folder.root / "a").c_str(), 1);
    native::HistoryFiles files;
    CHECK(files.entries().empty());
    CHECK_FALSE(files.fault());  // there is none yet
    fs::create_directories(folder.root / "a" / "moa");
    std::ofstream(folder.root / "a" / "moa" / "history") << "a file";
    CHECK(files.entries().empty());
    REQUIRE(files.fault());
    CHECK(files.fault()->message.find("history") != std::string::npos);
}
