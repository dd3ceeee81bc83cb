// Markdown as the words that are read, line by line: for where there is no room to draw it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace moa::screen {

/// Begins or ends a block of code.
bool is_fence(std::string_view line);
/// A line under a heading, between cells, or across the text: nothing to be read.
bool is_rule(std::string_view line);

/// A line without the marks of Markdown: "### The **sky**" is "The sky".
std::string plain_line(std::string_view line);

enum class Passage { paragraph, heading, entry, code };
std::string_view to_string(Passage passage);

/// What stands between blank lines: of a list each entry, of a block of code all its lines.
struct PlainPassage {
    Passage kind = Passage::paragraph;
    std::string words;
    bool operator==(const PlainPassage&) const = default;
};

/// Those of a text in Markdown, in their order.
std::vector<PlainPassage> plain_passages(std::string_view markdown);

}  // namespace moa::screen
