#include "markdown/plain_formula.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "code_point.hpp"
#include "markdown/formula_spans.hpp"
#include "tex/read.hpp"

namespace moa::markdown {
namespace {

using Scripts = std::array<std::pair<std::string_view, std::string_view>, 18>;
/// What Unicode has raised and lowered (superscripts and subscripts, U+2070 to U+209F, and three of Latin-1).
constexpr Scripts raised = {{{"0", "⁰"},
                             {"1", "¹"},
                             {"2", "²"},
                             {"3", "³"},
                             {"4", "⁴"},
                             {"5", "⁵"},
                             {"6", "⁶"},
                             {"7", "⁷"},
                             {"8", "⁸"},
                             {"9", "⁹"},
                             {"+", "⁺"},
                             {"=", "⁼"},
                             {"−", "⁻"},
                             {"-", "⁻"},
                             {"(", "⁽"},
                             {")", "⁾"},
                             {"n", "ⁿ"},
                             {"i", "ⁱ"}}};
constexpr Scripts lowered = {{{"0", "₀"},
                              {"1", "₁"},
                              {"2", "₂"},
                              {"3", "₃"},
                              {"4", "₄"},
                              {"5", "₅"},
                              {"6", "₆"},
                              {"7", "₇"},
                              {"8", "₈"},
                              {"9", "₉"},
                              {"+", "₊"},
                              {"=", "₌"},
                              {"−", "₋"},
                              {"-", "₋"},
                              {"(", "₍"},
                              {")", "₎"},
                              {"n", "ₙ"},
                              {"i", "ᵢ"}}};

/// What `text` begins with; a byte of what is no UTF-8.
std::string_view first_letter(std::string_view text) {
    return text.substr(0, std::max<std::size_t>(first_code_point(text).size, 1));
}

/// Every letter raised or lowered; nothing where Unicode lacks one.
std::optional<std::string> scripted(std::string_view text, const Scripts& scripts) {
    std::string made;
    while (!text.empty()) {
        const std::string_view letter = first_letter(text);
        text.remove_prefix(letter.size());
        if (letter == " ") continue;
        const auto* const found = std::find_if(scripts.begin(), scripts.end(),
                                               [&](const auto& pair) { return pair.first == letter; });
        if (found == scripts.end()) return std::nullopt;
        made += found->second;
    }
    return made;
}

std::string words(const tex::Node& node);

/// In brackets where it is more than one sign, digits aside.
std::string grouped(const tex::Node& node) {
    std::string text = words(node);
    const bool number = text.find_first_not_of("0123456789.,") == std::string::npos;
    return number || first_letter(text) == text ? text : "(" + text + ")";
}

std::string script(const tex::Node& node, const Scripts& scripts, char mark) {
    if (node.is_empty()) return {};
    if (auto text = scripted(words(node), scripts)) return *text;
    return mark + grouped(node);
}

std::string joined(const tex::Node& node, std::string_view between) {
    std::string text;
    for (const tex::Node& part : node.parts) {
        if (&part != &node.parts.front()) text += between;
        text += words(part);
    }
    return text;
}

std::string row(const tex::Node& node) {
    std::string text;
    for (const tex::Node& part : node.parts) {
        const bool apart = part.spacing == tex::Class::binary || part.spacing == tex::Class::relation;
        const bool first = text.empty();
        if (apart && !first && text.back() != ' ') text += ' ';
        const std::string more = words(part);
        if (more == " " && (first || text.back() == ' ')) continue;
        text += more;
        if ((apart && !first) || part.spacing == tex::Class::operation) text += ' ';
    }
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

std::string words(const tex::Node& node) {
    const auto part = [&](std::size_t at) {
        return at < node.parts.size() ? words(node.parts[at]) : std::string();
    };
    switch (node.kind) {
        case tex::Kind::row:
            return row(node);
        case tex::Kind::letters:
        case tex::Kind::large:
        case tex::Kind::fence:
            return std::string(node.text);
        case tex::Kind::space:
            return node.amount > 3 ? " " : "";
        case tex::Kind::fraction:
            return node.parts.size() == 2 ? grouped(node.parts[0]) + "/" + grouped(node.parts[1])
                                          : std::string();
        case tex::Kind::root:
            return (node.parts.size() == 2 ? script(node.parts[1], raised, ' ') : std::string()) + "√" +
                   (node.parts.empty() ? std::string() : grouped(node.parts[0]));
        case tex::Kind::scripts:
            if (node.parts.size() != 3) return part(0);
            return part(0) + script(node.parts[1], lowered, '_') + script(node.parts[2], raised, '^');
        case tex::Kind::accent:
        case tex::Kind::framed:
        case tex::Kind::levelled:
            return part(0);
        case tex::Kind::fenced:
            return std::string(node.text) + part(0) + std::string(node.closing);
        case tex::Kind::table: {
            std::string text;
            for (const tex::Node& line : node.parts)
                text += (text.empty() ? "" : "; ") + joined(line, " ");
            return text;
        }
        case tex::Kind::stretched:
            return " " + std::string(node.text) + " ";
    }
    return {};
}

}  // namespace

std::string plain_formulas(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> brackets = {
        {{"$$", "$$"}, {"$", "$"}, {"\\(", "\\)"}, {"\\[", "\\]"}}};
    std::string made;
    std::size_t at = 0;
    const auto formula_at = [&](std::string_view rest) -> std::optional<std::pair<std::string, std::size_t>> {
        for (const auto& [open, close] : brackets) {
            if (!rest.starts_with(open)) continue;
            const std::size_t end = rest.find(close, open.size());
            if (end == std::string_view::npos) continue;
            const std::string_view tex = rest.substr(open.size(), end - open.size());
            const std::string_view after = rest.substr(end + close.size());
            if (open == "$" && !is_formula(rest.substr(0, end + 1), after)) continue;
            if (const auto read = tex::read(tex)) return std::pair(words(*read), end + close.size());
        }
        return std::nullopt;
    };
    while (at < text.size()) {
        const std::size_t next = text.find_first_of("$\\", at);
        made += text.substr(at, next - at);
        if (next == std::string_view::npos) break;
        at = next;
        if (const auto formula = formula_at(text.substr(at))) {
            made += formula->first;
            at += formula->second;
            continue;
        }
        // A backslash keeps what it escapes.
        const std::size_t kept = text[at] == '\\' ? 2 : 1;
        made += text.substr(at, kept);
        at += kept;
    }
    return made;
}

}  // namespace moa::markdown
