#include "session/history/history_search.hpp"

#include <algorithm>
#include <iterator>

#include "code_point.hpp"
#include "fold_case.hpp"

namespace moa::session {
namespace {

constexpr std::size_t before_words = 40;  ///< bytes of a found line that stand before what was looked for
constexpr std::size_t longest_line = 240;

std::vector<std::string> words_of(std::string_view query) {
    const std::string folded = folded_case(query);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = std::min(folded.find_first_of(" \t\r\n", at), folded.size());
        if (end > at) words.push_back(folded.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string folded_texts(const HistoryEntry& entry) {
    std::string text = folded_case(entry.marks.name);
    for (const TurnSummary& turn : entry.turns)
        text += '\n' + folded_case(turn.question) + '\n' + folded_case(turn.answer);
    return text;
}

/// Pinned ones first, then the latest.
bool stands_before(const HistoryEntry& a, const HistoryEntry& b) {
    return a.marks.pinned != b.marks.pinned ? a.marks.pinned : a.id > b.id;
}

/// Where in `text` the part begins that has the first `length` bytes once it is folded.
std::size_t unfolded(std::string_view text, std::size_t length) {
    std::size_t at = 0;
    std::string letter;
    for (std::size_t folded = 0; folded < length && at < text.size();) {
        const FirstCodePoint first = first_code_point(text.substr(at));
        letter.clear();
        if (first.size > 0) append_utf8(letter, fold_case(first.value));
        folded += first.size > 0 ? letter.size() : 1;
        at += std::max<std::size_t>(first.size, 1);
    }
    return at;
}

/// The beginning of the word in which `at` stands, or of a character not far before it.
std::size_t line_begin(std::string_view text, std::size_t at) {
    if (at <= before_words) return 0;
    const std::size_t earliest = at - before_words;
    const std::size_t space = text.substr(earliest, before_words).find_first_of(" \n");
    if (space != std::string_view::npos) return earliest + space + 1;
    std::size_t begin = earliest;
    while (begin < at && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80)
        ++begin;
    return begin;
}

/// In one line: without what Markdown writes around words.
std::string one_line(std::string_view text) {
    std::string line;
    while (!text.empty() && line.size() < longest_line) {
        const FirstCodePoint first = first_code_point(text);
        const char32_t c = first.value;
        text.remove_prefix(std::max<std::size_t>(first.size, 1));
        if (first.size == 0 || c == '*' || c == '`' || c == '#' || c == '|') continue;
        if (c <= ' ' || (c >= 0x7F && c <= 0x9F)) {
            if (!line.empty() && line.back() != ' ') line += ' ';
        } else {
            append_utf8(line, c);
        }
    }
    if (!text.empty()) line += "\u2026";
    return line;
}

/// All places of the words, in order and apart.
std::vector<std::pair<std::size_t, std::size_t>> places_of(const std::vector<std::string>& words,
                                                           std::string_view line) {
    const std::string folded = folded_case(line);
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (const std::string& word : words) {
        for (std::size_t at = folded.find(word); at != std::string::npos;
             at = folded.find(word, at + word.size()))
            places.emplace_back(unfolded(line, at), unfolded(line, at + word.size()));
    }
    std::sort(places.begin(), places.end());
    std::vector<std::pair<std::size_t, std::size_t>> apart;
    for (const auto& place : places) {
        if (!apart.empty() && place.first <= apart.back().second) {
            apart.back().second = std::max(apart.back().second, place.second);
        } else {
            apart.push_back(place);
        }
    }
    return apart;
}

}  // namespace

HistoryList::Kept* HistoryList::kept(std::string_view id) const {
    const auto it = by_id_.find(id);
    return it == by_id_.end() ? nullptr : it->second;
}

const HistoryEntry* HistoryList::find(std::string_view id) const {
    const Kept* found = kept(id);
    return found == nullptr || found->hidden ? nullptr : &found->entry;
}

void HistoryList::add(std::vector<HistoryEntry> entries) {
    const auto before = [](const Kept* a, const Kept* b) { return stands_before(a->entry, b->entry); };
    const auto old = static_cast<std::ptrdiff_t>(found_.size());
    for (HistoryEntry& entry : entries) {
        if (by_id_.contains(entry.id)) continue;
        Kept& added = all_.emplace_back(Kept{std::move(entry)});
        added.folded = folded_texts(added.entry);
        by_id_.emplace(added.entry.id, &added);
        ++size_;
        if (matches(added)) found_.push_back(&added);
    }
    std::sort(found_.begin() + old, found_.end(), before);
    std::inplace_merge(found_.begin(), found_.begin() + old, found_.end(), before);
}

void HistoryList::hide(std::string_view id, bool hidden) {
    Kept* one = kept(id);
    if (one == nullptr || one->hidden == hidden) return;
    one->hidden = hidden;
    hidden ? --size_ : ++size_;
    find_among_all();
}

void HistoryList::mark(std::string_view id, HistoryMarks marks) {
    Kept* one = kept(id);
    if (one == nullptr) return;
    one->entry.marks = std::move(marks);
    one->folded = folded_texts(one->entry);
    find_among_all();
}

bool HistoryList::matches(const Kept& kept) const {
    return std::all_of(words_.begin(), words_.end(),
                       [&](const std::string& word) { return kept.folded.find(word) != std::string::npos; });
}

void HistoryList::find_among_all() {
    found_.clear();
    for (Kept& each : all_) {
        if (!each.hidden && matches(each)) found_.push_back(&each);
    }
    std::sort(found_.begin(), found_.end(),
              [](const Kept* a, const Kept* b) { return stands_before(a->entry, b->entry); });
}

void HistoryList::look_for(std::string query) {
    // More letters, or more words, are found only where the fewer were.
    const bool narrower = query.starts_with(query_);
    query_ = std::move(query);
    words_ = words_of(query_);
    if (!narrower) return find_among_all();
    std::erase_if(found_, [this](const Kept* each) { return !matches(*each); });
}

std::size_t turn_with(const HistoryEntry& entry, std::string_view query) {
    std::size_t best = 0;
    std::size_t most = 1;
    for (std::size_t turn = 0; turn < entry.turns.size(); ++turn) {
        const std::string text =
            folded_case(entry.turns[turn].question) + '\n' + folded_case(entry.turns[turn].answer);
        const std::size_t found = find_words(text, query).found;
        if (found < most) continue;
        most = found;
        best = turn + 1;
    }
    return best;
}

std::optional<FoundLine> line_with(const HistoryEntry& entry, std::string_view query) {
    const std::vector<std::string> words = words_of(query);
    std::string_view best;
    std::size_t at = 0;
    std::size_t most = 0;
    const auto look = [&](std::string_view text) {
        const std::string folded = folded_case(text);
        std::size_t here = 0;
        std::size_t first = std::string::npos;
        for (const std::string& word : words) {
            const std::size_t place = folded.find(word);
            if (place != std::string::npos) ++here;
            first = std::min(first, place);
        }
        if (here <= most) return;
        most = here;
        best = text;
        at = unfolded(text, first);
    };
    // Answers first: the question stands in the list already.
    for (const TurnSummary& turn : entry.turns)
        look(turn.answer);
    for (const TurnSummary& turn : entry.turns)
        look(turn.question);
    if (most == 0) return std::nullopt;
    const std::size_t begin = line_begin(best, at);
    FoundLine line{one_line(best.substr(begin)), {}};
    if (begin > 0) line.words.insert(0, "\u2026 ");
    line.marks = places_of(words, line.words);
    return line;
}

}  // namespace moa::session
