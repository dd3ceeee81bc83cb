#include "screen/history_screen.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

/// More come as they are scrolled into sight, up to so many; others take their place at the press of a
/// button.
constexpr std::size_t rows_at_once = 50;
constexpr std::size_t most_rows = 300;

}  // namespace

HistoryScreen::HistoryScreen(session::Workspace& workspace, session::HistoryLibrary& library,
                             std::function<std::int64_t(UtcSeconds)> utc_offset)
    : workspace_(workspace), library_(library), shown_(rows_at_once) {
    rows_.utc_offset = std::move(utc_offset);
    library_.read_by(this);
    library_.list();
}

HistoryScreen::~HistoryScreen() {
    library_.read_by(nullptr);
    library_.forget_removed();
}

void HistoryScreen::listed(session::HistoryListing part) {
    ++revision_;
    if (part.first) {
        std::string query = list_.query();
        list_ = {};
        list_.look_for(std::move(query));
        unreadable_ = 0;
    }
    listed_ = true;
    complete_ = !part.more;
    refused_ = part.error.has_value();
    if (part.error) problem_ = part.error->message;
    if (part.storage) storage_ = part.storage;
    const auto unreadable = [](const session::HistoryEntry& entry) { return entry.turns.empty(); };
    unreadable_ += part.unreadable + std::erase_if(part.entries, unreadable);
    list_.add(std::move(part.entries));
    std::erase_if(removed_, [this](const std::string& id) { return list_.find(id) != nullptr; });
}

void HistoryScreen::opened(const std::optional<Error>& error, bool copyable) {
    ++revision_;
    done_ = !error;
    copyable_ = copyable;
    problem_ = error ? error->message : std::string();
    const session::HistoryEntry* entry = list_.find(asked_for_);
    if (error || entry == nullptr) return;
    // What was looked for may stand in an earlier turn, or in another version.
    session::Conversation& conversation = workspace_.conversation();
    const std::size_t turn = session::turn_with(*entry, list_.query());
    if (turn == 0 || turn > conversation.turns().count()) return;
    const auto path = conversation.path();
    if (std::find(path.begin(), path.end(), turn) == path.end()) conversation.show_version(turn);
    conversation.show_turn(turn);
}

void HistoryScreen::changed(const std::optional<Error>& error) {
    if (!error) return;
    ++revision_;
    // Here it was done already.
    problem_ = error->message;
    library_.list();
}

void HistoryScreen::saved(const Result<std::string>& sentence) {
    ++revision_;
    if (sentence) {
        sentence_ = sentence.value();
    } else {
        problem_ = sentence.error().message;
    }
}

std::string HistoryScreen::count_words() const {
    if (!listed_ || refused_) return {};
    const std::size_t count = list_.size();
    std::string words = figure::counted(count, "conversation");
    if (list_.found() != count) words = figure::count(std::int64_t(list_.found())) + " of " + words;
    if (!complete_) return words + " so far";
    if (count + unreadable_ == 0)
        words = "No conversations yet. Each question and its answers are listed here.";
    if (unreadable_ > 0) words += ". " + figure::count(std::int64_t(unreadable_)) + " more cannot be read.";
    return words;
}

std::string HistoryScreen::storage_words() const {
    if (!storage_ || !any()) return {};
    std::string words = "Storage: " + figure::bytes(storage_->bytes);
    if (storage_->quota) words += " of " + figure::bytes(*storage_->quota);
    words += " used.";
    if (storage_->lasting) {
        words += *storage_->lasting ? " The browser keeps it until you delete it."
                                    : " The browser may delete it when space runs out: save what matters.";
    }
    return words;
}

void HistoryScreen::add_list(Screen& screen) const {
    const auto add = [&screen](Item item) { screen.sections.push_back({"", {std::move(item)}}); };
    if (!removed_.empty()) {
        const bool one = removed_.size() == 1;
        Item undo{Kind::button, "undo", "Undo"};
        undo.notes = {{one ? "Deleted." : "Deleted " + std::to_string(removed_.size()) + " conversations.",
                       Tone::plain}};
        add(std::move(undo));
    }
    if (from_ > 0) add({Kind::button, "newer", "Newer conversations"});
    HistoryRows rows = rows_;
    rows.open_id = workspace_.conversation().kept_id();
    rows.now = workspace_.access().today();
    for (Section& section : history_sections(list_, rows, from_, shown_))
        screen.sections.push_back(std::move(section));
    if (list_.found() <= from_ + shown_) return;
    const std::size_t left = list_.found() - from_ - shown_;
    Item more{Kind::button, "older", "Older conversations"};
    more.in_sight = shown_ < most_rows;
    more.notes = {{figure::count(std::int64_t(left)) + " more"}};
    add(std::move(more));
}

Screen HistoryScreen::show() const {
    Screen screen{"history", done_ ? "" : "History"};
    screen.intro = "Your conversations. They are kept on this device and sent nowhere.";
    screen.width = Width::wide;
    screen.error = problem_;
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    Item search{Kind::search, "search", "Search names, questions and answers", list_.query(),
                "All of these words"};
    if (list_.found() > 0) search.enter = "open " + list_.found(0).id;
    screen.sections = {{"", {std::move(search), {Kind::status, "state", count_words()}}}};
    add_list(screen);
    if (copyable_) screen.sections.push_back({"", {{Kind::button, "copy", std::string(words::open_copy)}}});
    for (const auto& [name, words] : {std::pair("result", sentence_), {"storage", storage_words()}}) {
        if (!words.empty()) screen.sections.push_back({"", {{Kind::status, name, words}}});
    }
    Button remove{"delete-all", sure_ ? "Delete all permanently" : "Delete all", Role::quiet};
    remove.possible = any();
    remove.final = sure_;
    screen.buttons = {std::move(remove)};
    screen.buttons.push_back({"export-all", "Save all", Role::quiet});
    screen.buttons.back().possible = any();
    if (can_import()) screen.buttons.push_back({"import", "Open a file", Role::quiet});
    screen.buttons.push_back({"new", std::string(words::new_conversation)});
    screen.buttons.back().possible = !workspace_.running();
    screen.buttons.push_back({"close", "Close", Role::primary});
    return screen;
}

void HistoryScreen::begin_request() {
    problem_.clear();
    sentence_.clear();
    copyable_ = false;
}

void HistoryScreen::focus(std::string name) {
    focus_ = std::move(name);
    ++focus_turn_;
}

void HistoryScreen::remove(const std::string& id) {
    begin_request();
    if (id == workspace_.conversation().kept_id() && !workspace_.conversation().clear()) {
        problem_ = "A run is in progress: stop it before deleting its conversation.";
        return;
    }
    list_.remove(id);
    removed_.push_back(id);
    focus("undo");
    library_.remove(id);
}

void HistoryScreen::restore() {
    if (removed_.empty()) return;
    begin_request();
    const std::string id = removed_.back();
    removed_.pop_back();
    list_.restore(id);
    focus("open " + id);
    library_.restore(id);
    if (list_.find(id) == nullptr) library_.list();  // it was listed without it since
}

void HistoryScreen::remove_all() {
    begin_request();
    const bool kept = !workspace_.conversation().kept_id().empty();
    if (kept && !workspace_.conversation().clear()) {
        problem_ = "A run is in progress: stop it before deleting all conversations.";
        return;
    }
    removed_.clear();
    focus("search");
    library_.remove_all();
}

void HistoryScreen::mark(const std::string& id, const session::HistoryMarks& marks) {
    begin_request();
    list_.mark(id, marks);
    focus("open " + id);
    library_.mark(id, marks);
}

void HistoryScreen::begin_naming(const std::string& id) {
    rows_.name_id = id;
    rows_.name = list_.find(id)->marks.name;
    focus("name " + id);
}

bool HistoryScreen::back() {
    if (rows_.name_id.empty()) return false;
    focus("open " + std::exchange(rows_.name_id, {}));
    return true;
}

void HistoryScreen::act_on_row(std::string_view act, const std::string& id, std::string_view value) {
    const session::HistoryEntry* entry = list_.find(id);
    if (entry == nullptr) return;
    session::HistoryMarks marks = entry->marks;
    if (act == "more") {
        rows_.more_id = rows_.more_id == id ? "" : id;
        focus("open " + id);  // the buttons behind it are others now
    }
    if (act == "delete") remove(id);
    if (act == "rename") begin_naming(id);
    if (act == "keep") back();
    if (act == "name" && rows_.name_id == id) rows_.name = value;
    if (act == "pin") {
        marks.pinned = !marks.pinned;
        mark(id, marks);
    }
    if (act == "save" && rows_.name_id == id) {
        rows_.name_id.clear();
        marks.name = session::name_from(rows_.name);
        mark(id, marks);
    }
    if (act == "open") {
        begin_request();
        asked_for_ = id;
        library_.open(id);
    }
    if (act == "export") {
        begin_request();
        library_.save_copy(id);
    }
}

void HistoryScreen::act_on_rows(std::string_view act) {
    if (act == "older" && shown_ < most_rows) {
        shown_ += rows_at_once;
        return;
    }
    if (act == "older" && from_ + shown_ < list_.found()) {
        from_ += shown_;
    } else if (act == "newer" && from_ > 0) {
        from_ -= std::min(from_, most_rows);
    } else {
        return;
    }
    shown_ = rows_at_once;
    if (from_ < list_.found()) focus("open " + list_.found(from_).id);
}

Outcome HistoryScreen::act(std::string_view name, std::string_view value) {
    // What cannot be undone takes two presses, one after the other.
    const bool was_sure = std::exchange(sure_, false);
    if (name == "search" && list_.query() != value) {
        list_.look_for(std::string(value));
        from_ = 0;
        shown_ = rows_at_once;
    }
    act_on_rows(name);
    if (const std::size_t space = name.find(' '); space != std::string_view::npos)
        act_on_row(name.substr(0, space), std::string(name.substr(space + 1)), value);
    if (name == "undo") restore();
    if (name == "copy" && copyable_) {
        begin_request();
        library_.open_copy(asked_for_);
    }
    if (name == "delete-all" && any()) was_sure ? remove_all() : (void)(sure_ = true);
    if (name == "export-all" && any()) {
        begin_request();
        library_.save_all();
    }
    if (name == "import" && can_import()) {
        begin_request();
        if (const std::string_view asks = library_.import_screen(); !asks.empty())
            return {false, std::string(asks)};
        library_.import();
    }
    if (name == "new" && workspace_.conversation().clear()) return {true, {}, true};
    return {done_ || name == "close"};
}

}  // namespace moa::screen
