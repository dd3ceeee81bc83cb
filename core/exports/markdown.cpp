#include "exports/markdown.hpp"

#include <algorithm>
#include <string_view>

namespace moa::exports {
namespace {

/// The signs that end a line which begins a block of code; empty for another line.
std::string_view fence_of(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos || begin > 3) return {};
    line.remove_prefix(begin);
    const char sign = line.front();
    if (sign != '`' && sign != '~') return {};
    const std::size_t length = std::min(line.find_first_not_of(sign), line.size());
    return length < 3 ? std::string_view() : line.substr(0, length);
}

/// What closes the block of code that a text ends in; empty where it ends in none.
std::string_view open_fence(std::string_view text) {
    std::string_view open;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::string_view fence = fence_of(line);
        if (open.empty()) {
            open = fence;
        } else if (fence.starts_with(open)) {
            open = {};
        }
    }
    return open;
}

void add_paragraph(std::string& made, std::string_view text) {
    if (text.empty()) return;
    made += text;
    made += "\n\n";
}

void add_text(std::string& made, std::string_view text) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    if (text.empty()) return;
    made += text;
    if (const std::string_view fence = open_fence(text); !fence.empty()) {
        made += '\n';
        made += fence;
    }
    made += "\n\n";
}

/// It is no Markdown: each sign stands as it was typed, in a quotation of its own.
void add_question(std::string& made, std::string_view question) {
    for (bool more = true; more;) {
        const std::size_t end = question.find('\n');
        more = end != std::string_view::npos;
        made += "> ";
        made += question.substr(0, end);
        made += more ? "  \n" : "\n\n";
        question.remove_prefix(more ? end + 1 : question.size());
    }
}

std::string in_italics(std::string_view words) {
    return words.empty() ? std::string() : "*" + std::string(words) + "*";
}

void add_answer(std::string& made, const Answer& answer) {
    add_paragraph(made, in_italics(answer.facts));
    add_paragraph(made, answer.note);
    add_text(made, answer.text);
}

}  // namespace

std::string to_markdown(const Document& document) {
    std::string made;
    add_paragraph(made, "# " + document.title);
    add_paragraph(made, document.facts);
    for (const Turn& turn : document.turns) {
        add_paragraph(made, "## Question");
        add_question(made, turn.question);
        add_paragraph(made, in_italics(turn.facts));
        add_paragraph(made, turn.note);
        add_paragraph(made, "## Answer by " + turn.answer.name);
        add_answer(made, turn.answer);
        for (const Layer& layer : turn.layers) {
            add_paragraph(made, "### " + layer.title);
            for (const Answer& answer : layer.answers) {
                add_paragraph(made, "#### " + answer.name);
                add_answer(made, answer);
            }
        }
    }
    made.pop_back();
    return made;
}

}  // namespace moa::exports
