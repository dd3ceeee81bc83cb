#include "session/history/history_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "figures.hpp"
#include "json.hpp"

namespace moa::session {
namespace {

constexpr std::string_view file_format = "moa-history/1";
constexpr std::size_t most_filed_turns = 10'000;
constexpr std::size_t most_filed_bytes = std::size_t{256} << 20U;  ///< of one conversation
constexpr std::size_t longest_part_line = 4096;  ///< of those that begin a conversation or a turn

/// FNV-1a, 64 bits.
std::uint64_t hash_of(const std::vector<std::string>& logs) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    const auto add = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001B3U; };
    for (const std::string& log : logs) {
        for (const char c : whole_lines(log))
            add(static_cast<unsigned char>(c));
        add(0);
    }
    return hash;
}

std::string_view without_line_end(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
        line.remove_suffix(1);
    return line;
}

bool is_readable(const KeptConversation& conversation) {
    return std::any_of(conversation.logs.begin(), conversation.logs.end(),
                       [](const std::string& log) { return summary_of_log(log).has_value(); });
}

}  // namespace

std::string history_file_head() {
    return dump_json({{"format", file_format}}) + "\n";
}

bool is_history_file(std::string_view text) {
    const std::string_view first = without_line_end(text.substr(0, text.find('\n')));
    const auto json = first.size() <= longest_part_line ? parse_json(first) : std::nullopt;
    return json && find_string(*json, "format") == file_format;
}

std::string conversation_line(const std::string& id, const HistoryMarks& marks) {
    Json json = {{"conversation", id}};
    json.update(marks_json(marks));
    return dump_json(json) + "\n";
}

std::string turn_line(std::size_t turn) {
    return dump_json({{"turn", turn}}) + "\n";
}

std::string conversation_lines(const FiledConversation& conversation) {
    std::string text = conversation_line(conversation.kept.id, conversation.marks);
    std::size_t turn = 0;
    for (const std::string& log : conversation.kept.logs) {
        text += turn_line(++turn);
        text += whole_lines(log);
    }
    return text;
}

std::string_view whole_lines(std::string_view log) {
    const std::size_t end = log.rfind('\n');
    return end == std::string_view::npos ? std::string_view() : log.substr(0, end + 1);
}

void HistoryFileReader::take(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view line = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
        bytes.remove_prefix(line.size());
        if (end == std::string_view::npos || !rest_.empty()) {
            rest_ += line;
            if (rest_.size() > most_filed_bytes) rest_.resize(longest_part_line);  // no line is so long
            if (end == std::string_view::npos) return;
            take_line(std::exchange(rest_, {}));
        } else {
            take_line(line);
        }
    }
}

void HistoryFileReader::finish() {
    if (!rest_.empty()) take_line(std::exchange(rest_, {}) + "\n");
    end_conversation();
}

/// A conversation or a turn. Events of a log begin otherwise.
bool HistoryFileReader::begins_part(std::string_view line) {
    const bool conversation = line.starts_with(R"({"conversation")");
    if ((!conversation && !line.starts_with(R"({"turn")")) || line.size() > longest_part_line) return false;
    const auto json = parse_json(without_line_end(line));
    if (conversation) {
        end_conversation();
        std::string id = json ? std::string(find_string(*json, "conversation")) : std::string();
        skipping_ = !is_history_id(id);
        if (skipping_) {
            ++left_out_;
        } else {
            current_ = FiledConversation{{std::move(id), {}}, read_marks(*json)};
            size_ = 0;
        }
        return true;
    }
    const Json* turn = json ? moa::find(*json, "turn") : nullptr;
    const bool counts = turn != nullptr && turn->is_number_unsigned();
    const std::size_t number = counts ? turn->get<std::size_t>() : 0;
    if (!current_ || number <= current_->kept.logs.size() || number > most_filed_turns) return false;
    current_->kept.logs.resize(number);
    return true;
}

void HistoryFileReader::take_line(std::string_view line) {
    if (!std::exchange(began_, true) && is_history_file(line)) return;
    if (begins_part(line) || skipping_) return;
    if (!current_ || current_->kept.logs.empty()) {
        if (!without_line_end(line).empty()) ++left_out_;
        return;
    }
    size_ += line.size();
    if (size_ > most_filed_bytes) {
        current_.reset();
        skipping_ = true;
        ++left_out_;
        return;
    }
    current_->kept.logs.back() += line;
}

void HistoryFileReader::end_conversation() {
    skipping_ = false;
    std::optional<FiledConversation> ended = std::exchange(current_, std::nullopt);
    if (!ended) return;
    if (is_readable(ended->kept)) {
        done_.push_back(std::move(*ended));
    } else {
        ++left_out_;
    }
}

std::vector<std::string> ids_to_import(const KeptConversation& conversation) {
    constexpr std::size_t longest_own = 40;  // bytes, so that what follows has room
    constexpr int most = 20;
    std::array<char, 24> hash{};
    std::snprintf(hash.data(), hash.size(), "-%016llx",
                  static_cast<unsigned long long>(hash_of(conversation.logs)));
    const std::string other = conversation.id.substr(0, longest_own) + hash.data();
    std::vector<std::string> ids = {conversation.id, other};
    for (int i = 2; i < most; ++i)
        ids.push_back(other + "-" + std::to_string(i));
    return ids;
}

std::string import_words(const HistoryImport& import) {
    std::string words = "Imported " + figure::counted(import.added, "conversation");
    if (import.present > 0) {
        words += "; " + figure::count(std::int64_t(import.present)) +
                 (import.present == 1 ? " was" : " were") + " here already";
    }
    words += ".";
    if (import.left_out > 0) words += " " + figure::counted(import.left_out, "part") + " could not be read.";
    return words;
}

std::string export_words(std::size_t count, const std::string& place) {
    return "Saved " + figure::counted(count, "conversation") + (place.empty() ? "" : " as " + place) + ".";
}

}  // namespace moa::session
