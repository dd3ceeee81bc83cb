#include "screen/history_rows.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "screen/history_days.hpp"
#include "wire/utf8.hpp"

namespace moa::screen {
namespace {

/// What makes it unmistakable in a label that is heard.
constexpr std::size_t longest_description = 60;

std::string short_title(const session::HistoryEntry& entry) {
    const std::string_view title = entry.title();
    return std::string(title.substr(0, wire::complete_utf8_prefix(title.substr(0, longest_description))));
}

std::string facts_of(const session::HistoryEntry& entry, const std::string& when) {
    std::string facts;
    const auto add = [&facts](const std::string& part) {
        if (!part.empty()) facts += (facts.empty() ? "" : " \u00b7 ") + part;
    };
    add(when);
    add(entry.turns.back().recipe);
    if (entry.turns.size() > 1) add(std::to_string(entry.turns.size()) + " questions");
    if (entry.cost_usd() > 0) add(figure::money(entry.cost_usd()));
    return facts;
}

MarkedPassage marked(const session::FoundLine& line) {
    MarkedPassage passage;
    std::size_t at = 0;
    const auto take = [&](std::size_t end, bool marks) {
        if (end > at) passage.stretches.push_back({line.words.substr(at, end - at), marks});
        at = end;
    };
    for (const auto& [begin, end] : line.marks) {
        take(begin, false);
        take(end, true);
    }
    take(line.words.size(), false);
    return passage;
}

Item naming(const session::HistoryEntry& entry, const HistoryRows& rows) {
    Item item{Kind::line, "name " + entry.id, "Name", rows.name, entry.turns.front().question};
    item.enter = "save " + entry.id;
    item.buttons = {{item.enter, "Save", Role::quiet}, {"keep " + entry.id, "Cancel", Role::quiet}};
    return item;
}

Item row(const session::HistoryEntry& entry, const HistoryRows& rows, const std::string& when) {
    Item item{Kind::row, "open " + entry.id, entry.title().empty() ? "(not readable)" : entry.title()};
    item.current = entry.id == rows.open_id;
    if (const std::string_view status = session::status_words(entry); !status.empty())
        item.notes.push_back({std::string(status), Tone::doubtful});
    item.notes.push_back({facts_of(entry, when)});
    const std::string name = ": " + short_title(entry);
    const auto add = [&](const char* act, const std::string& label) {
        item.buttons.push_back({act + (" " + entry.id), label, Role::quiet, label + name});
    };
    const bool more = rows.more_id == entry.id;
    if (more) {
        add("pin", entry.marks.pinned ? "Unpin" : "Pin");
        add("rename", "Rename");
        add("export", "Export");
    }
    add("delete", "Delete");
    add("more", more ? "Less" : "More");
    return item;
}

}  // namespace

std::vector<Section> history_sections(const session::HistoryList& list, const HistoryRows& rows,
                                      std::size_t from, std::size_t count) {
    const auto local = [&](UtcSeconds time) {
        return time == no_date || !rows.utc_offset ? time : time + rows.utc_offset(time);
    };
    const UtcSeconds now = local(rows.now);
    const bool searching = list.query().find_first_not_of(" \t\r\n") != std::string::npos;
    std::vector<Section> sections;
    for (std::size_t i = from; i < std::min(from + count, list.found()); ++i) {
        const session::HistoryEntry& entry = list.found(i);
        const UtcSeconds began = local(entry.began());
        const std::string title = entry.marks.pinned ? "Pinned" : day_title(began, now);
        if (sections.empty() || sections.back().title != title) sections.push_back({title, {}});
        if (entry.id == rows.name_id) {
            sections.back().items.push_back(naming(entry, rows));
            continue;
        }
        Item item =
            row(entry, rows, entry.marks.pinned ? day_and_time(began, now) : time_under_title(began, now));
        if (searching) {
            if (const auto line = session::line_with(entry, list.query()))
                item.passages.push_back(marked(*line));
        }
        sections.back().items.push_back(std::move(item));
    }
    return sections;
}

}  // namespace moa::screen
