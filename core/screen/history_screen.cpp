#include "screen/history_screen.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "screen/words.hpp"
#include "session/models/model_words.hpp"

namespace moa::screen {
namespace {

/// A list of thousands would be slow to show, and nobody reads it to its end.
constexpr std::size_t rows_at_once = 200;

/// What makes it unmistakable in a label that is heard.
constexpr std::size_t longest_name = 60;

std::string facts_of(const session::HistoryEntry& entry, UtcSeconds today) {
    std::string facts;
    const auto add = [&facts](const std::string& part) {
        if (!part.empty()) facts += (facts.empty() ? "" : " \u00b7 ") + part;
    };
    add(session::when_text(entry.began(), today));
    add(entry.turns.back().recipe);
    if (entry.turns.size() > 1) add(std::to_string(entry.turns.size()) + " questions");
    if (entry.cost_usd() > 0) add(figure::money(entry.cost_usd()));
    return facts;
}

/// The rest of `act` where it begins so.
std::optional<std::string> argument_of(std::string_view act, std::string_view beginning) {
    if (!act.starts_with(beginning)) return std::nullopt;
    return std::string(act.substr(beginning.size()));
}

}  // namespace

HistoryScreen::HistoryScreen(session::Workspace& workspace, session::HistoryLibrary& library)
    : workspace_(workspace), library_(library), rows_(rows_at_once) {
    library_.read_by(this);
    library_.list();
}

HistoryScreen::~HistoryScreen() {
    library_.read_by(nullptr);
}

void HistoryScreen::listed(session::HistoryListing listing) {
    ++revision_;
    listed_ = true;
    listing_ = std::move(listing);
    const auto unreadable = [](const session::HistoryEntry& entry) { return entry.turns.empty(); };
    listing_.unreadable += std::erase_if(listing_.entries, unreadable);
    if (listing_.error) problem_ = listing_.error->message;
    find_words();
}

void HistoryScreen::opened(const std::optional<Error>& error, bool copyable) {
    ++revision_;
    done_ = !error;
    copyable_ = copyable;
    problem_ = error ? error->message : std::string();
    const session::HistoryEntry* entry = find(asked_for_);
    if (error || entry == nullptr) return;
    // What was looked for may stand in an earlier turn, or in another version.
    session::Conversation& conversation = workspace_.conversation();
    const std::size_t turn = session::turn_with(*entry, query_);
    if (turn == 0 || turn > conversation.turns().count()) return;
    const auto path = conversation.path();
    if (std::find(path.begin(), path.end(), turn) == path.end()) conversation.show_version(turn);
    conversation.show_turn(turn);
}

void HistoryScreen::removed(const std::optional<Error>& error) {
    ++revision_;
    problem_ = error ? error->message : std::string();
    focus_ = "search";
    ++focus_turn_;
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

void HistoryScreen::find_words() {
    found_ = session::search_history(listing_.entries, query_);
    rows_ = rows_at_once;
}

const session::HistoryEntry* HistoryScreen::find(std::string_view id) const {
    const auto it = std::find_if(listing_.entries.begin(), listing_.entries.end(),
                                 [id](const session::HistoryEntry& each) { return each.id == id; });
    return it == listing_.entries.end() ? nullptr : &*it;
}

std::string HistoryScreen::count_words() const {
    if (!listed_ || listing_.error) return {};
    const std::size_t count = listing_.entries.size();
    std::string words = figure::counted(count, "conversation");
    if (found_.size() != count) words = figure::count(std::int64_t(found_.size())) + " of " + words;
    if (count + listing_.unreadable == 0)
        words = "No conversations yet. Each question and its answers are listed here.";
    if (listing_.unreadable > 0)
        words += ". " + figure::count(std::int64_t(listing_.unreadable)) + " more cannot be read.";
    return words;
}

Item HistoryScreen::row(const session::HistoryEntry& entry) const {
    const std::string& question = entry.turns.front().question;
    const std::string remove = "delete " + entry.id;
    const bool sure = sure_ == remove;
    Item item{Kind::row, "open " + entry.id, question.empty() ? "(not readable)" : question};
    item.current = entry.id == workspace_.conversation().kept_id();
    if (const std::string_view status = session::status_words(entry); !status.empty())
        item.notes.push_back({std::string(status), Tone::doubtful});
    item.notes.push_back({facts_of(entry, workspace_.access().today())});
    const std::string name = ": " + question.substr(0, longest_name);
    const std::string label = sure ? "Delete permanently" : "Delete";
    item.buttons = {{"export " + entry.id, "Export", Role::quiet, "Export" + name},
                    {remove, label, Role::quiet, label + name}};
    item.buttons.back().final = sure;
    return item;
}

Section HistoryScreen::list_section() const {
    Section section;
    for (std::size_t i = 0; i < std::min(rows_, found_.size()); ++i)
        section.items.push_back(row(*found_[i]));
    return section;
}

Screen HistoryScreen::show() const {
    Screen screen{"history", done_ ? "" : "History"};
    screen.intro = "Your conversations. They are kept on this device and sent nowhere.";
    screen.width = Width::wide;
    screen.error = problem_;
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    Item search{Kind::search, "search", "Search questions and answers", query_, "All of these words"};
    if (!found_.empty()) search.enter = "open " + found_.front()->id;
    screen.sections = {{"", {std::move(search), {Kind::status, "state", count_words()}}}, list_section()};
    if (found_.size() > rows_) {
        const std::size_t more = std::min(rows_at_once, found_.size() - rows_);
        screen.sections.push_back({"", {{Kind::button, "more", "Show " + std::to_string(more) + " more"}}});
    }
    if (copyable_) screen.sections.push_back({"", {{Kind::button, "copy", std::string(words::open_copy)}}});
    if (!sentence_.empty()) screen.sections.push_back({"", {{Kind::status, "result", sentence_}}});
    const bool sure = sure_ == "delete-all";
    Button remove{"delete-all", sure ? "Delete all permanently" : "Delete all", Role::quiet};
    remove.possible = listed_ && listing_.entries.size() + listing_.unreadable > 0;
    remove.final = sure;
    screen.buttons = {std::move(remove)};
    if (library_.can_import()) screen.buttons.push_back({"import", "Open a run file", Role::quiet});
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

void HistoryScreen::remove(const std::string& id) {
    begin_request();
    if (id == workspace_.conversation().kept_id() && !workspace_.conversation().clear()) {
        problem_ = "A run is in progress: stop it before deleting its conversation.";
        return;
    }
    library_.remove(id);
}

void HistoryScreen::remove_all() {
    begin_request();
    const bool kept = !workspace_.conversation().kept_id().empty();
    if (kept && !workspace_.conversation().clear()) {
        problem_ = "A run is in progress: stop it before deleting all conversations.";
        return;
    }
    library_.remove_all();
}

Outcome HistoryScreen::act(std::string_view name, std::string_view value) {
    // What cannot be undone takes two presses, one after the other.
    const bool was_sure = !sure_.empty() && std::exchange(sure_, {}) == name;
    const auto sure = [&] {
        if (!was_sure) sure_ = name;
        return was_sure;
    };
    if (name == "search" && query_ != value) {
        query_ = value;
        find_words();
    }
    if (name == "more") rows_ += rows_at_once;
    if (const auto id = argument_of(name, "open "); id && find(*id) != nullptr) {
        begin_request();
        asked_for_ = *id;
        library_.open(*id);
    }
    if (name == "copy" && copyable_) {
        begin_request();
        library_.open_copy(asked_for_);
    }
    if (const auto id = argument_of(name, "export "); id && find(*id) != nullptr) {
        begin_request();
        library_.save_copy(*id);
    }
    if (const auto id = argument_of(name, "delete "); id && find(*id) != nullptr && sure()) remove(*id);
    if (name == "delete-all" && listing_.entries.size() + listing_.unreadable > 0 && sure()) remove_all();
    if (name == "import" && library_.can_import()) {
        begin_request();
        library_.import();
    }
    if (name == "new" && workspace_.conversation().clear()) return {true, {}, true};
    return {done_ || name == "close"};
}

}  // namespace moa::screen
