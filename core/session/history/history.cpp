#include "session/history/history.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "ascii.hpp"
#include "code_point.hpp"
#include "json.hpp"
#include "session/history/run_log_json.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::session {
namespace {

constexpr std::size_t longest_id = 64;

/// The date part of an id as utc_text would write it.
std::string date_of(std::string_view id) {
    constexpr std::size_t length = 15;  // "20261124-133304"
    if (id.size() < length || id[8] != '-') return {};
    const auto part = [&](std::size_t from, std::size_t count) {
        return std::string(id.substr(from, count));
    };
    return part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(9, 2) + ":" + part(11, 2) + ":" +
           part(13, 2) + "Z";
}

/// Controls, and marks of direction and of lines: they change what stands around them.
bool is_unseen(char32_t c) {
    const auto within = [c](char32_t first, char32_t last) { return first <= c && c <= last; };
    return within(0x7F, 0x9F) || c == 0x61C || within(0x200E, 0x200F) || within(0x2028, 0x202E) ||
           within(0x2066, 0x2069) || c == 0xFEFF;
}

bool begins_run(std::string_view line) {
    constexpr std::size_t event_within = 100;  // bytes; the event's name stands at the front
    if (line.substr(0, event_within).find("run.started") == std::string_view::npos) return false;
    const std::optional<Json> json = parse_json(line);
    return json && find_string(*json, "event") == "run.started";
}

}  // namespace

TurnSummary summary_of(const run::RunState& state) {
    return {std::string(state.question()), state.answer(), state.recipe.name, state.status, state.cost_usd};
}

std::optional<TurnSummary> summary_of_ends(std::string_view first_line, std::string_view last_line) {
    const std::optional<Json> first = parse_json(first_line);
    const std::optional<Json> last = parse_json(last_line);
    if (!first || !last || find_string(*first, "event") != "run.started" ||
        find_string(*last, "event") != "run.finished") {
        return std::nullopt;
    }
    TurnSummary summary;
    if (const Json* recipe = find(*first, "recipe"); recipe != nullptr && recipe->is_object())
        summary.recipe = find_string(*recipe, "name");
    const Json* messages = find(*first, "messages");
    if (messages != nullptr && messages->is_array() && !messages->empty() && messages->back().is_object())
        summary.question = find_string(messages->back(), "content");
    const auto status = run::parse_run_status(find_string(*last, "status"));
    if (!status) return std::nullopt;
    summary.status = *status;
    summary.answer = find_string(*last, "answer");
    summary.cost_usd = usd(*last, "cost_usd").value_or(0);
    return summary;
}

std::optional<TurnSummary> summary_of_log(std::string_view log) {
    const std::size_t end = log.find_last_not_of("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view whole = log.substr(0, end + 1);
    const std::size_t before_last = whole.rfind('\n');
    if (before_last != std::string_view::npos) {
        if (auto summary = summary_of_ends(whole.substr(0, whole.find('\n')), whole.substr(before_last + 1)))
            return summary;
    }
    const Result<RunLog> read = read_run_log(log);
    if (!read) return std::nullopt;
    return summary_of(replay(read.value()));
}

const std::string& HistoryEntry::title() const {
    if (!marks.name.empty() || turns.empty()) return marks.name;
    return turns.front().question;
}

UtcSeconds HistoryEntry::began() const {
    return parse_utc(date_of(id)).value_or(no_date);
}

double HistoryEntry::cost_usd() const {
    double sum = 0;
    for (const TurnSummary& turn : turns)
        sum += turn.cost_usd;
    return sum;
}

std::string history_id(std::int64_t utc_ms) {
    std::string id;
    for (const char c : utc_text(utc_ms / 1000)) {
        if (is_digit(c)) id += c;
        if (c == 'T') id += '-';
    }
    std::array<char, 8> rest{};
    std::snprintf(rest.data(), rest.size(), "-%03d", static_cast<int>(utc_ms % 1000));
    return id + rest.data();
}

bool is_history_id(std::string_view text) {
    return !text.empty() && text.size() <= longest_id && std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
    });
}

std::string name_from(std::string_view typed) {
    std::string name;
    std::size_t characters = 0;
    bool space = false;
    while (!typed.empty() && characters < longest_name) {
        const FirstCodePoint first = first_code_point(typed);
        typed.remove_prefix(std::max<std::size_t>(first.size, 1));
        const char32_t c = first.value;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') space = !name.empty();
        if (first.size == 0 || c <= ' ' || is_unseen(c)) continue;
        if (std::exchange(space, false)) {
            name += ' ';
            if (++characters == longest_name) break;
        }
        append_utf8(name, c);
        ++characters;
    }
    return name.ends_with(' ') ? name.substr(0, name.size() - 1) : name;
}

std::string_view status_words(const HistoryEntry& entry) {
    if (entry.turns.empty()) return "Unreadable";
    switch (entry.turns.back().status) {
        case run::RunStatus::complete:
            return {};
        case run::RunStatus::degraded:
            return "Degraded";
        case run::RunStatus::failed:
            return "Failed";
        case run::RunStatus::cancelled:
            return "Stopped";
        case run::RunStatus::running:
            break;
    }
    return "Interrupted";
}

Json entry_json(const HistoryEntry& entry) {
    Json turns = Json::array();
    for (const TurnSummary& turn : entry.turns) {
        turns.push_back({{"question", turn.question},
                         {"answer", turn.answer},
                         {"recipe", turn.recipe},
                         {"status", run::to_string(turn.status)},
                         {"cost_usd", turn.cost_usd}});
    }
    Json json = {{"id", entry.id}, {"turns", std::move(turns)}};
    json.update(marks_json(entry.marks));
    return json;
}

std::optional<HistoryEntry> read_entry(const Json& json) {
    HistoryEntry entry;
    entry.id = find_string(json, "id");
    const Json* turns = find(json, "turns");
    if (!is_history_id(entry.id) || turns == nullptr || !turns->is_array()) return std::nullopt;
    for (const Json& one : *turns) {
        if (!one.is_object()) return std::nullopt;
        TurnSummary turn;
        turn.question = find_string(one, "question");
        turn.answer = find_string(one, "answer");
        turn.recipe = find_string(one, "recipe");
        turn.status = run::parse_run_status(find_string(one, "status")).value_or(run::RunStatus::running);
        turn.cost_usd = usd(one, "cost_usd").value_or(0);
        entry.turns.push_back(std::move(turn));
    }
    entry.marks = read_marks(json);
    return entry;
}

Json marks_json(const HistoryMarks& marks) {
    Json json = Json::object();
    if (!marks.name.empty()) json["name"] = marks.name;
    if (marks.pinned) json["pinned"] = true;
    return json;
}

HistoryMarks read_marks(const Json& json) {
    const Json* pinned = find(json, "pinned");
    return {name_from(find_string(json, "name")), pinned != nullptr && *pinned == true};
}

std::vector<std::string_view> split_run_logs(std::string_view text) {
    std::vector<std::string_view> logs;
    std::size_t from = 0;
    for (std::size_t line = 0; line < text.size();) {
        const std::size_t end = std::min(text.find('\n', line), text.size());
        if (line > from && begins_run(text.substr(line, end - line))) {
            logs.push_back(text.substr(from, line - from));
            from = line;
        }
        line = std::min(end + 1, text.size());
    }
    logs.push_back(text.substr(from));
    return logs;
}

}  // namespace moa::session
