// Texts that would take a parser or a layout more than their share of time.
#pragma once

#include <string>
#include <vector>

namespace moa::view::testing {

/// `part` again and again, up to `bytes`.
inline std::string repeated(const std::string& part, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + part.size());
    while (text.size() < bytes)
        text += part;
    return text;
}

/// `open` and later `close`, around each other.
inline std::string nested(const std::string& open, const std::string& close, std::size_t bytes) {
    const std::size_t depth = bytes / (open.size() + close.size());
    return repeated(open, depth * open.size()) + "a" + repeated(close, depth * close.size());
}

/// As many different characters from U+0100 on, of all planes, with a blank here and there.
inline std::string different_characters(int count) {
    std::string text;
    constexpr char32_t surrogates = 0xd800;
    constexpr char32_t behind_private = 0xf900;
    for (char32_t c = 0x100; count > 0; --count, ++c) {
        if (c == surrogates) c = behind_private;
        const auto byte = [&text](char32_t bits) { text += static_cast<char>(bits); };
        if (c < 0x800) {
            byte(0xc0U | (c >> 6U));
        } else if (c < 0x10000) {
            byte(0xe0U | (c >> 12U));
            byte(0x80U | ((c >> 6U) & 0x3fU));
        } else {
            byte(0xf0U | (c >> 18U));
            byte(0x80U | ((c >> 12U) & 0x3fU));
            byte(0x80U | ((c >> 6U) & 0x3fU));
        }
        byte(0x80U | (c & 0x3fU));
        if (c % 40 == 0) text += ' ';
    }
    return text;
}

/// One text of each shape that has been slow somewhere, or looks as if it might be.
inline std::vector<std::string> hard_texts(std::size_t bytes) {
    std::vector<std::string> texts;
    for (const char* part : {"[",
                             "[](",
                             "[a](",
                             "![",
                             "[[]]",
                             "![a][",
                             "[a](<b",
                             "**_",
                             "*a _b ",
                             "*a **b ",
                             "~~a ~b ",
                             "<",
                             "<a ",
                             "<!--",
                             "`",
                             "``a`",
                             "$a ",
                             "$$a$b",
                             "$x_1^2+\\frac{a}{b}$ ",
                             "$$x^2$$\n\n",
                             "\\(a ",
                             "{",
                             "|",
                             "&",
                             "&amp;",
                             "https://a.b/c ",
                             "abcdefgh",
                             "some words ",
                             "Some **words** of it.\n\n",
                             "\u4e2d\u6587",
                             "\u05d0\u05d1 ",
                             "\u202b",
                             "\u2067a(",
                             "\U0001F468\u200d",
                             "\n",
                             "a  \n",
                             "# h\n",
                             "a\n=\n",
                             "---\n",
                             "```\n",
                             "<div>\n",
                             "- item\n",
                             "1. item\n\n",
                             "  - item\n",
                             "> a\n",
                             "\t",
                             " ",
                             "a|b\n",
                             "a\r\n",
                             "[a]: x\n",
                             "[^a]\n"})
        texts.push_back(repeated(part, bytes));
    for (const auto& [open, close] : std::vector<std::pair<std::string, std::string>>{{"[", "]"},
                                                                                      {"[", "](x)"},
                                                                                      {"![", "](x)"},
                                                                                      {"[\n", "]\n"},
                                                                                      {"[", "][a]"},
                                                                                      {"(", ")"},
                                                                                      {"**", "**"},
                                                                                      {"*a ", " a*"},
                                                                                      {"~a ", " a~"},
                                                                                      {"~~a ", " a~~"},
                                                                                      {">", ""},
                                                                                      {"- ", ""},
                                                                                      {"$", "$"}})
        texts.push_back(nested(open, close, bytes));
    texts.push_back(nested("[", "][a]", bytes) + "\n\n[a]: x\n");
    texts.push_back("```cpp\n" + repeated("int main() { return 0; } // x\n", bytes));
    texts.push_back("```cpp\n" + repeated("int main() { return \"0\"; } ", bytes));
    texts.push_back("```js\n" + repeated("`${'a", bytes));
    texts.push_back("```js\n" + repeated("a ```\tb\n ~~ `c`\n\t~ d\n  \t```\n", bytes));
    texts.push_back("- a\n  ```\n" + repeated("b\n\n", bytes));
    texts.push_back("|a|b|c|\n|-|-|-|\n" + repeated("|one|two words|**3**|\n", bytes));
    texts.push_back("| " + repeated("a|", bytes / 2) + "\n|" + repeated("-|", bytes / 2) + "\n");
    texts.push_back("- a\n" + repeated("\n  b\n", bytes));
    texts.push_back("a" + repeated("\u0301", bytes));
    texts.push_back(different_characters(static_cast<int>(bytes / 4)));
    return texts;
}

}  // namespace moa::view::testing
