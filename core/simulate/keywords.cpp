#include "simulate/keywords.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "wire/utf8.hpp"

namespace moa::simulate {

namespace {

constexpr std::size_t longest_word = 36;    ///< bytes; scripts without spaces have no words to find
constexpr std::size_t longest_quote = 120;  ///< bytes

constexpr std::array<std::string_view, 72> common_words = {
    "about",  "after",   "again",  "also",   "because", "been",   "before", "behave", "best",
    "better", "between", "choose", "could",  "does",    "doing",  "each",   "every",  "explain",
    "find",   "from",    "give",   "good",   "have",    "help",   "here",   "into",   "just",
    "keep",   "know",    "large",  "like",   "make",    "many",   "more",   "most",   "much",
    "need",   "only",    "over",   "people", "please",  "should", "show",   "small",  "some",
    "start",  "such",    "tell",   "than",   "that",    "their",  "them",   "then",   "there",
    "these",  "they",    "this",   "used",   "using",   "want",   "what",   "when",   "where",
    "which",  "while",   "will",   "with",   "work",    "works",  "would",  "write",  "your"};

bool is_word_byte(char c) {
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view cut_to(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    text = text.substr(0, most);
    return text.substr(0, wire::complete_utf8_prefix(text));
}

std::vector<std::string_view> all_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_word_byte(text[end]))
            ++end;
        if (end > at) words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace

std::vector<std::string> keywords(std::string_view question, std::size_t most) {
    // The beginning says what a question is about; a pasted document behind it need not be read.
    const std::vector<std::string_view> words = all_words(cut_to(question, 2000));
    std::vector<std::string> found;
    const auto add = [&found](std::string_view word) {
        std::string shown(cut_to(word, longest_word));
        if (std::find(found.begin(), found.end(), shown) == found.end()) found.push_back(std::move(shown));
    };
    for (const std::string_view word : words) {
        if (found.size() == most) return found;
        const bool common =
            std::find(common_words.begin(), common_words.end(), lower_case(word)) != common_words.end();
        if (word.size() >= 4 && !common) add(word);
    }
    if (!found.empty()) return found;
    for (const std::string_view word : words) {
        if (found.size() == most) break;
        add(word);
    }
    return found;
}

std::string quoted(std::string_view question) {
    std::string line;
    for (const char c : cut_to(question, longest_quote)) {
        const bool space = is_white_space(c);
        if (!space) line += c;
        if (space && !line.empty() && line.back() != ' ') line += ' ';
    }
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    if (question.size() <= longest_quote) return line;
    if (const std::size_t space = line.rfind(' '); space != std::string::npos) line.resize(space);
    return line + "...";
}

}  // namespace moa::simulate
