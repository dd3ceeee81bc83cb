// What is known of the languages that code is coloured for: data only, read by CodeColours.
#pragma once

#include <span>
#include <string_view>

namespace moa::markdown {

/// Text between two marks: a string or a comment.
struct CodeDelimiter {
    std::string_view open;
    std::string_view close;  ///< empty: the end of the line
    bool comment = false;
    bool over_lines = false;  ///< else the end of the line ends it, too
    bool escapes = false;     ///< a backslash takes away the meaning of the character after it
    bool at_word = false;     ///< opens only where a word may begin: not within one
};

struct CodeLanguage {
    std::string_view names;                    ///< as written after a fence, in lower case: " c++ cpp "
    bool like_c = false;                       ///< has the keywords of C, too
    std::string_view keywords = {};            ///< " if else "
    std::string_view known = {};               ///< types, constants and what the language brings along
    std::span<const CodeDelimiter> delimited;  ///< of two that fit the first counts
    std::string_view sigils = {};              ///< characters that make a name of the word after them: "@$"
    bool any_case = false;                     ///< keywords in capitals are keywords, too
    bool has_keys = false;                     ///< a word or string before a colon is a key
    bool has_tags = false;                     ///< markup: words are of interest between < and > only
    bool has_lifetimes = false;                ///< an apostrophe quotes one character, else it is no quote
    std::string_view in_words = {};            ///< what belongs to a word besides letters and digits: "-"
};

/// What a word is in a language.
enum class CodeWord { other, keyword, known };
CodeWord code_word(const CodeLanguage& language, std::string_view word);

/// The language with this name, in any case; nullptr for one that is not known.
const CodeLanguage* code_language(std::string_view name);

}  // namespace moa::markdown
