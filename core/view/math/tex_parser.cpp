#include "view/math/tex_parser.hpp"

#include <optional>
#include <utility>

#include "ascii.hpp"
#include "view/math/tex_commands.hpp"
#include "view/math/tex_reader.hpp"
#include "view/math/tex_symbols.hpp"

namespace moa::view {
namespace {

std::optional<TexLevel> level_named(std::string_view command) {
    const std::string_view level =
        tex_value(" \\displaystyle=0 \\textstyle=1 \\scriptstyle=2 \\scriptscriptstyle=3 ", command);
    if (level.empty()) return std::nullopt;
    return static_cast<TexLevel>(level.front() - '0');
}

}  // namespace

TexNode tex_letters(std::string_view text, Face face, TexClass spacing) {
    TexNode node{TexKind::letters, spacing};
    node.face = face;
    node.text = text;
    return node;
}

TexNode tex_space(int amount) {
    TexNode node{TexKind::space};
    node.amount = amount;
    return node;
}

TexNode tex_row(TexNode node) {
    TexNode row;
    row.parts.push_back(std::move(node));
    return row;
}

TexNode tex_fenced(TexNode row, std::pair<std::string_view, std::string_view> brackets) {
    TexNode node{TexKind::fenced, TexClass::inner};
    node.text = brackets.first;
    node.closing = brackets.second;
    node.parts.push_back(row.kind == TexKind::row ? std::move(row) : tex_row(std::move(row)));
    return node;
}

TexNode TexParser::fail() {
    failed_ = true;
    return {};
}

bool TexParser::take_if(std::string_view token) {
    if (peek().text != token) return false;
    take();
    return true;
}

bool TexParser::is_end(TexRowEnd end) const {
    const TexToken next = peek();
    if (next.text.empty()) return true;
    if (next.text == "}" || next.text == "\\right" || next.text == "\\end") return true;
    if (end == TexRowEnd::bracket && next.text == "]") return true;
    return (end == TexRowEnd::cell || end == TexRowEnd::text) && (next.text == "&" || next.text == "\\\\");
}

TexNode TexParser::read_row(TexRowEnd end) {
    TexNode row;
    if (failed_ || ++depth_ > deepest_tex) return fail();
    while (!failed_ && !is_end(end)) {
        // A change of size holds to the end of its group.
        if (const auto level = level_named(peek().text)) {
            take();
            TexNode rest{TexKind::levelled};
            rest.amount = static_cast<int>(*level);
            rest.parts.push_back(read_row(end));
            row.parts.push_back(std::move(rest));
            break;
        }
        read_next(row);
    }
    --depth_;
    return row;
}

void TexParser::read_next(TexNode& row) {
    const std::string_view next = peek().text;
    if (next == "^" || next == "_" || next == "'") {
        TexNode base;
        if (!row.parts.empty() && row.parts.back().kind != TexKind::space) {
            base = std::move(row.parts.back());
            row.parts.pop_back();
        }
        row.parts.push_back(read_scripts(std::move(base)));
    } else if (next == "\\limits" || next == "\\nolimits") {
        if (row.parts.empty()) return void(fail());
        row.parts.back().limits = take().text == "\\limits" ? TexLimits::always : TexLimits::beside;
    } else {
        const TexToken token = take();
        TexNode atom = read_atom(token);
        const bool is_nothing = atom.is_empty() && token.text != "{";
        if (!failed_ && !is_nothing) row.parts.push_back(std::move(atom));
    }
}

TexNode TexParser::read_scripts(TexNode base) {
    TexNode below;
    TexNode above;
    int primes = 0;
    bool has_below = false;
    bool has_above = false;
    while (!failed_) {
        if (take_if("'")) {
            ++primes;
            continue;
        }
        const bool up = peek().text == "^";
        if (!up && peek().text != "_") break;
        if (std::exchange(up ? has_above : has_below, true)) return fail();
        take();
        (up ? above : below) = read_argument();
    }
    if (primes > 0) {
        TexNode marks;
        for (int i = 0; i < primes; ++i)
            marks.parts.push_back(tex_letters("′", Face::regular));
        if (!above.is_empty()) marks.parts.push_back(std::move(above));
        above = std::move(marks);
    }
    TexNode node{TexKind::scripts, base.spacing, base.limits};
    node.parts.push_back(std::move(base));
    node.parts.push_back(std::move(below));
    node.parts.push_back(std::move(above));
    return node;
}

TexNode TexParser::read_argument() {
    const TexToken token = take();
    if (failed_ || token.text.empty() || token.text == "}" || token.text == "&" || token.text == "^" ||
        token.text == "_" || token.text == "'")
        return fail();
    // A group counts itself.
    const int deeper = token.text == "{" ? 0 : 1;
    depth_ += deeper;
    if (depth_ > deepest_tex) return fail();
    // Of a number only its first figure.
    TexNode atom = is_digit(token.text.front()) ? letter(token.text) : read_atom(token);
    depth_ -= deeper;
    return atom;
}

TexNode TexParser::read_in(TexAlphabet alphabet) {
    const TexAlphabet before = std::exchange(alphabet_, alphabet);
    TexNode node = read_argument();
    alphabet_ = before;
    return node;
}

std::string_view TexParser::read_raw() {
    const auto raw = failed_ ? std::nullopt : scanner_.take_group();
    if (!raw) failed_ = true;
    return raw.value_or(std::string_view());
}

TexNode TexParser::letter(std::string_view text) const {
    const char c = text.front();
    switch (alphabet_) {
        case TexAlphabet::upright:
            return tex_letters(text, Face::regular);
        case TexAlphabet::italic:
            return tex_letters(text, Face::italic);
        case TexAlphabet::bold:
            return tex_letters(text, Face::bold);
        case TexAlphabet::mono:
            return tex_letters(text, Face::mono);
        case TexAlphabet::double_struck:
            if (const std::string_view struck = tex_double_struck(c); !struck.empty()) {
                TexNode node = tex_letters(struck, Face::regular);
                // For fonts without it.
                node.closing = text;
                return node;
            }
            return tex_letters(text, Face::bold);
        case TexAlphabet::usual:
            break;
    }
    return tex_letters(text, is_letter(c) ? Face::italic : Face::regular);
}

TexNode TexParser::number(std::string_view first) {
    TexNode node = letter(first);
    while (alphabet_ != TexAlphabet::double_struck) {
        const std::string_view more = scanner_.take_figures();
        if (more.empty()) break;
        node.text = {first.data(), node.text.size() + more.size()};
    }
    return node;
}

TexNode TexParser::read_atom(TexToken token) {
    const std::string_view text = token.text;
    if (text.empty()) return fail();
    if (text == "{") {
        TexNode row = read_row(TexRowEnd::brace);
        if (!take_if("}")) return fail();
        return row;
    }
    if (text.size() > 1 && text.front() == '\\') return read_tex_command(*this, text.substr(1));
    if (text == "}" || text == "&" || text == "$" || text == "\\") return fail();
    if (text == "~") return tex_space(6);
    if (text == "|") return tex_letters(text, Face::regular);
    if (is_letter(text.front())) return letter(text);
    if (is_digit(text.front())) return number(text);
    return symbol(text);
}

TexNode TexParser::symbol(std::string_view name) {
    if (const std::string_view large = tex_large_operator(name); !large.empty()) {
        TexNode node{TexKind::large, TexClass::operation};
        node.text = large;
        node.limits = is_tex_integral(large) ? TexLimits::beside : TexLimits::displayed;
        return node;
    }
    const auto found = tex_symbol(name);
    if (!found) return fail();
    const bool bold = alphabet_ == TexAlphabet::bold && found->spacing == TexClass::ordinary;
    return tex_letters(found->text, bold ? Face::bold : found->face, found->spacing);
}

}  // namespace moa::view
