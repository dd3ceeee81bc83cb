// The history screen over a library of the test's own.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "screen/screens.hpp"
#include "session/history/history_search.hpp"
#include "unit/session/desk.hpp"

namespace moa::test {

using screen::Item;
using screen::Kind;
using screen::Look;
using screen::Screens;

using Texts = std::vector<std::string>;

/// Keeps conversations in memory, and answers when the test says so.
class Shelf final : public session::HistoryLibrary {
  public:
    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override { ++lists; }
    void open(const std::string& id) override { requests.push_back("open " + id); }
    void take_over(std::string_view /*logs*/) override { requests.emplace_back("take over"); }
    void open_copy(const std::string& id) override { requests.push_back("copy " + id); }
    void remove(const std::string& id) override { requests.push_back("remove " + id); }
    void restore(const std::string& id) override { requests.push_back("restore " + id); }
    void forget_removed() override { requests.emplace_back("forget"); }
    void mark(const std::string& id, const session::HistoryMarks& marks) override {
        requests.push_back("mark " + id + " " + marks.name + (marks.pinned ? " pinned" : ""));
    }
    void remove_all() override { requests.emplace_back("remove all"); }
    void save_all() override { requests.emplace_back("save all"); }
    void save_copy(const std::string& id) override { requests.push_back("save " + id); }

    bool is_read() const { return reader_ != nullptr; }
    session::HistoryReader& reader() {
        REQUIRE(reader_ != nullptr);
        return *reader_;
    }
    void answer_list() { reader().listed({entries, unreadable, error, true, false, storage}); }

    std::vector<session::HistoryEntry> entries;
    std::size_t unreadable = 0;
    std::optional<Error> error;
    std::optional<session::HistoryStorage> storage;
    int lists = 0;
    std::vector<std::string> requests;

  private:
    session::HistoryReader* reader_ = nullptr;
};

session::HistoryEntry entry(const std::string& id, const std::string& question,
                            run::RunStatus status = run::RunStatus::complete) {
    return {id, {{question, "The answer to " + question, "MoA-Lite", status, 0}}};
}

struct Opened {
    Opened() : screens(desk.workspace, look, screen::Shell::window, {&library}) {}

    /// Opens it with these entries.
    void list(std::vector<session::HistoryEntry> entries) {
        library.entries = std::move(entries);
        screens.open("history");
        library.answer_list();
    }
    std::vector<const Item*> items(Kind kind) {
        std::vector<const Item*> found;
        for (const screen::Section& section : screens.shown()->sections) {
            for (const Item& item : section.items) {
                if (item.kind == kind) found.push_back(&item);
            }
        }
        return found;
    }
    std::vector<std::string> questions() {
        std::vector<std::string> found;
        for (const Item* row : items(Kind::row))
            found.push_back(row->label);
        return found;
    }
    Texts titles() {
        Texts found;
        for (const screen::Section& section : screens.shown()->sections) {
            if (!section.title.empty()) found.push_back(section.title);
        }
        return found;
    }
    std::string state() { return items(Kind::status).front()->label; }

    Desk desk;
    Look look;
    Shelf library;
    Screens screens;
};

}  // namespace moa::test
