#include <string>
#include <vector>

#include "fuzz/target.hpp"
#include "json.hpp"
#include "session/experience.hpp"
#include "session/history/history_search.hpp"
#include "session/kept_setup.hpp"
#include "session/workspace.hpp"

namespace moa::fuzz {
namespace {

session::Workspace new_workspace() {
    return session::Workspace({nullptr, [] { return Millis{0}; }});
}

void check_setup(std::string_view text) {
    session::Workspace workspace = new_workspace();
    if (const auto error = session::use_kept_setup(workspace, text))
        require(!error->message.empty(), "an error says what went wrong");
    const std::string kept = session::write_kept_setup(workspace);
    session::Workspace other = new_workspace();
    require(!session::use_kept_setup(other, kept), "what was kept can be used");
    require(session::write_kept_setup(other) == kept, "what was kept is in use again");
    require(other.configuration().recipe() == workspace.configuration().recipe(), "the recipe is the same");
}

void check_experience(std::string_view text) {
    const std::string written = session::write_experience(session::read_experience(text));
    require(session::write_experience(session::read_experience(written)) == written,
            "what was measured reads back the same");
}

void check_entry(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) return;
    const auto entry = session::read_entry(*json);
    if (!entry) return;
    require(session::is_history_id(entry->id), "an entry has an id");
    const auto again = session::read_entry(session::entry_json(*entry));
    require(again == entry, "an entry reads back the same");
    (void)entry->began();
    (void)session::status_words(*entry);
    session::HistoryList list;
    list.add({*entry});
    require(list.found() == 1, "no word leaves nothing out");
    for (const session::TurnSummary& turn : entry->turns) {
        const std::string word = turn.question.substr(0, turn.question.find(' '));
        list.look_for(word);
        require(list.found() == 1, "what was asked is found");
        (void)session::line_with(*entry, word);
    }
}

void check_logs(std::string_view text) {
    std::size_t length = 0;
    for (const std::string_view log : session::split_run_logs(text)) {
        length += log.size();
        (void)session::summary_of_log(log);
    }
    require(length <= text.size(), "logs are parts of the text");
    const std::string_view first = text.substr(0, text.find('\n'));
    (void)session::summary_of_ends(first, text.substr(text.rfind('\n') + 1));
}

}  // namespace

void kept_files(std::string_view input) {
    check_setup(input);
    check_experience(input);
    check_entry(input);
    check_logs(input);
}

}  // namespace moa::fuzz
