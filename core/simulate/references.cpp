#include "simulate/references.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "ascii.hpp"
#include "simulate/generic.hpp"
#include "wire/utf8.hpp"

namespace moa::simulate {

namespace {

constexpr std::string_view usual_heading = "Responses from models:";
constexpr std::size_t longest_point = 180;

/// Where the list begins: the line feed before "1. ".
std::size_t list_start(std::string_view system) {
    const std::size_t heading = system.rfind(std::string(usual_heading) + "\n1. ");
    if (heading != std::string_view::npos) return heading + usual_heading.size();
    const std::size_t first = system.find("\n1. ");
    if (first == std::string_view::npos) return first;
    // A list below another prompt holds references only where that prompt speaks of them; rules can be
    // numbered, too.
    static constexpr std::array<std::string_view, 4> words = {"response", "answer", "reference", "proposal"};
    const std::string_view before = system.substr(0, first);
    const bool speaks_of_them = std::any_of(words.begin(), words.end(), [before](std::string_view word) {
        return before.find(word) != std::string_view::npos;
    });
    return speaks_of_them ? first : std::string_view::npos;
}

bool starts_with_any(std::string_view line, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [line](std::string_view b) { return line.starts_with(b); });
}

std::string_view without_list_mark(std::string_view line) {
    if (starts_with_any(line, {"- ", "* "})) return line.substr(2);
    const std::size_t mark = line.find(") ");
    const bool numbered =
        mark != std::string_view::npos && mark > 0 && mark <= 2 &&
        std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(mark), is_digit);
    return numbered ? line.substr(mark + 2) : line;
}

/// `text` without marks of emphasis and code.
std::string without_marks(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != '*' && c != '`') plain += c;
    }
    return plain;
}

/// Takes the first sentence off `text`.
std::string_view take_sentence(std::string_view& text) {
    std::size_t end = text.size();
    for (const std::string_view stop : {". ", "? ", "! "})
        end = std::min(end, text.find(stop));
    const std::string_view sentence = text.substr(0, std::min(end + 1, text.size()));
    text.remove_prefix(std::min(end + 2, text.size()));
    return sentence;
}

std::string shortened(std::string_view sentence) {
    if (sentence.size() <= longest_point) return std::string(sentence);
    std::string_view start = sentence.substr(0, longest_point);
    const std::size_t space = start.rfind(' ');
    start = start.substr(0, space == std::string_view::npos ? wire::complete_utf8_prefix(start) : space);
    return std::string(start) + "...";
}

/// How much a sentence commits itself; nothing for one that is no statement.
std::optional<int> weight_of(std::string_view sentence, bool emphasised) {
    if (sentence.size() < 2 || sentence.ends_with(':') || sentence.ends_with('?')) return std::nullopt;
    if (sentence.find(scripted_note) != std::string_view::npos) return std::nullopt;
    constexpr std::size_t telling = 40;  // bytes; shorter ones seldom stand on their own
    int weight = sentence.size() >= telling && sentence.size() <= longest_point ? 2 : 0;
    if (sentence.starts_with("If ") || sentence.find(" if ") != std::string_view::npos) weight += 2;
    if (sentence.find_first_of("0123456789") != std::string_view::npos) weight += 1;
    return weight + (emphasised ? 1 : 0);
}

std::string_view without_fence(std::string_view reference) {
    if (!reference.starts_with("[response ")) return reference;
    const std::size_t begin = reference.find("]\n");
    const std::size_t end = reference.rfind("\n[response ");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + 2) return reference;
    return reference.substr(begin + 2, end - begin - 2);
}

}  // namespace

std::vector<std::string_view> find_references(std::string_view system) {
    std::vector<std::string_view> references;
    std::size_t mark = list_start(system);
    while (mark != std::string_view::npos) {
        const std::size_t start =
            mark + std::string("\n" + std::to_string(references.size() + 1) + ". ").size();
        mark = system.find("\n" + std::to_string(references.size() + 2) + ". ", start);
        references.push_back(
            without_fence(system.substr(start, mark == std::string_view::npos ? mark : mark - start)));
    }
    return references;
}

std::string key_point(std::string_view answer) {
    std::string best;
    int best_weight = -1;
    bool in_code = false;
    while (!answer.empty()) {
        const std::size_t end = std::min(answer.find('\n'), answer.size());
        std::string_view line = answer.substr(0, end);
        answer.remove_prefix(std::min(end + 1, answer.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (line.starts_with("```")) {
            in_code = !in_code;
            continue;
        }
        if (in_code || line.empty() || starts_with_any(line, {"#", "|", ">", "---"})) continue;
        const bool emphasised = line.find("**") != std::string_view::npos;
        const std::string plain = without_marks(without_list_mark(line));
        for (std::string_view rest = plain; !rest.empty();) {
            const std::string_view sentence = take_sentence(rest);
            const std::optional<int> weight = weight_of(sentence, emphasised);
            if (!weight || *weight <= best_weight) continue;
            best_weight = *weight;
            best = shortened(sentence);
        }
    }
    return best;
}

}  // namespace moa::simulate
