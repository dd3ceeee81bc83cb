// Many conversations in one file.
#include "session/history/history_file.hpp"

#include <doctest/doctest.h>

#include "run_log_text.hpp"

using namespace moa;
using session::FiledConversation;
using session::HistoryFileReader;
using test::log_finished;
using test::log_started;

namespace {

const std::string one_log = log_started + log_finished;

std::string file_of(const std::vector<FiledConversation>& conversations) {
    std::string text = session::history_file_head();
    for (const FiledConversation& each : conversations)
        text += session::conversation_lines(each);
    return text;
}

struct Read {
    std::vector<FiledConversation> conversations;
    std::size_t left_out = 0;
};

/// In pieces of this many bytes.
Read read(std::string_view text, std::size_t step) {
    HistoryFileReader reader;
    Read read;
    const auto keep = [&] {
        for (FiledConversation& each : reader.taken())
            read.conversations.push_back(std::move(each));
    };
    for (std::size_t at = 0; at < text.size(); at += step) {
        reader.take(text.substr(at, step));
        keep();
    }
    reader.finish();
    keep();
    read.left_out = reader.left_out();
    return read;
}

}  // namespace

TEST_CASE("history file: conversations, their names and logs come back as they were, whatever the pieces") {
    const std::vector<FiledConversation> all = {
        {{"20261124-100000-000", {one_log, "", log_started}}, {"My \"name\"", true}},
        {{"20261124-110000-000", {one_log + "damaged\n" + log_finished}}, {}}};
    const std::string text = file_of(all);
    CHECK(session::is_history_file(text));
    CHECK_FALSE(session::is_history_file(one_log));
    CHECK_FALSE(session::is_history_file("nonsense"));
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, text.size()}) {
        CAPTURE(step);
        const Read back = read(text, step);
        REQUIRE(back.conversations.size() == 2);
        CHECK(back.left_out == 0);
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(back.conversations[i].kept.id == all[i].kept.id);
            CHECK(back.conversations[i].kept.logs == all[i].kept.logs);
            CHECK(back.conversations[i].marks == all[i].marks);
        }
    }
    // A torn last line is not told; one that ends the file without a line feed is.
    CHECK(session::conversation_lines({{"a", {one_log + "{\"t\":"}}, {}}) ==
          session::conversation_lines({{"a", {one_log}}, {}}));
    CHECK(read(text.substr(0, text.size() - 1), 100).conversations[1].kept.logs == all[1].kept.logs);
}

TEST_CASE("history file: what is damaged is left out and counted, and the rest is read") {
    const std::string good = session::conversation_lines({{"20261124-110000-000", {one_log}}, {}});
    for (const std::string& damaged :
         {std::string("nonsense\n"), std::string("{\"conversation\":\"../..\"}\n{\"turn\":1}\n") + one_log,
          std::string("{\"conversation\":\"20261124-1\n{\"turn\":1}\n") + one_log,
          session::conversation_lines({{"20261124-120000-000", {"nonsense\n"}}, {}}),
          session::conversation_lines({{"20261124-120000-000", {}}, {}}),
          session::conversation_line("20261124-120000-000", {}) + log_started}) {
        CAPTURE(damaged);
        const Read back = read(session::history_file_head() + damaged + good, 50);
        REQUIRE(back.conversations.size() == 1);
        CHECK(back.conversations[0].kept.id == "20261124-110000-000");
        CHECK(back.left_out > 0);
    }
    // A turn that cannot follow stays a line of the log before it.
    const Read back = read(session::history_file_head() + session::conversation_line("a", {}) +
                               session::turn_line(1) + one_log + session::turn_line(1) + "{\"turn\":1e9}\n",
                           9);
    REQUIRE(back.conversations.size() == 1);
    CHECK(back.conversations[0].kept.logs.size() == 1);
}

TEST_CASE("history file: the same conversation gets the same ids, another one others") {
    const session::KeptConversation kept{"20261124-100000-000", {one_log}};
    const auto ids = session::ids_to_import(kept);
    CHECK(ids.front() == kept.id);
    CHECK(ids == session::ids_to_import({kept.id, {one_log + "{\"t\""}}));
    CHECK(ids[1] != session::ids_to_import({kept.id, {one_log, one_log}})[1]);
    for (const std::string& id : session::ids_to_import({std::string(64, 'a'), {one_log}}))
        CHECK(session::is_history_id(id));
}

TEST_CASE("history file: what came of it is told in words") {
    CHECK(session::import_words({3, 0, 0}) == "Imported 3 conversations.");
    CHECK(session::import_words({1, 1, 1}) ==
          "Imported 1 conversation; 1 was here already. 1 part could not be read.");
    CHECK(session::import_words({0, 2, 0}) == "Imported 0 conversations; 2 were here already.");
    CHECK(session::export_words(2, "/there") == "Saved 2 conversations as /there.");
    CHECK(session::export_words(1, {}) == "Saved 1 conversation.");
}
