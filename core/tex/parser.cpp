#include "tex/parser.hpp"

#include <optional>
#include <utility>

#include "ascii.hpp"
#include "tex/commands.hpp"
#include "tex/read.hpp"
#include "tex/symbols.hpp"

namespace moa::tex {
namespace {

std::optional<Level> level_named(std::string_view command) {
    const std::string_view level =
        table_value(" \\displaystyle=0 \\textstyle=1 \\scriptstyle=2 \\scriptscriptstyle=3 ", command);
    if (level.empty()) return std::nullopt;
    return static_cast<Level>(level.front() - '0');
}

}  // namespace

Node letters_node(std::string_view text, Font font, Class spacing) {
    Node node{Kind::letters, spacing};
    node.font = font;
    node.text = text;
    return node;
}

Node space_node(int amount) {
    Node node{Kind::space};
    node.amount = amount;
    return node;
}

Node row_node(Node node) {
    Node row;
    row.parts.push_back(std::move(node));
    return row;
}

Node fenced_node(Node row, std::pair<std::string_view, std::string_view> brackets) {
    Node node{Kind::fenced, Class::inner};
    node.text = brackets.first;
    node.closing = brackets.second;
    node.parts.push_back(row.kind == Kind::row ? std::move(row) : row_node(std::move(row)));
    return node;
}

Node Parser::fail() {
    failed_ = true;
    return {};
}

bool Parser::take_if(std::string_view token) {
    if (peek().text != token) return false;
    take();
    return true;
}

bool Parser::is_end(RowEnd end) const {
    const Token next = peek();
    if (next.text.empty()) return true;
    if (next.text == "}" || next.text == "\\right" || next.text == "\\end") return true;
    if (end == RowEnd::bracket && next.text == "]") return true;
    return (end == RowEnd::cell || end == RowEnd::text) && (next.text == "&" || next.text == "\\\\");
}

Node Parser::read_row(RowEnd end) {
    Node row;
    if (failed_ || ++depth_ > deepest) return fail();
    while (!failed_ && !is_end(end)) {
        // A change of size holds to the end of its group.
        if (const auto level = level_named(peek().text)) {
            take();
            Node rest{Kind::levelled};
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

void Parser::read_next(Node& row) {
    const std::string_view next = peek().text;
    if (next == "^" || next == "_" || next == "'") {
        Node base;
        if (!row.parts.empty() && row.parts.back().kind != Kind::space) {
            base = std::move(row.parts.back());
            row.parts.pop_back();
        }
        row.parts.push_back(read_scripts(std::move(base)));
    } else if (next == "\\limits" || next == "\\nolimits") {
        if (row.parts.empty()) return void(fail());
        row.parts.back().limits = take().text == "\\limits" ? Limits::always : Limits::beside;
    } else {
        const Token token = take();
        Node atom = read_atom(token);
        const bool is_nothing = atom.is_empty() && token.text != "{";
        if (!failed_ && !is_nothing) row.parts.push_back(std::move(atom));
    }
}

Node Parser::read_scripts(Node base) {
    Node below;
    Node above;
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
        Node marks;
        for (int i = 0; i < primes; ++i)
            marks.parts.push_back(letters_node("′", Font::upright));
        if (!above.is_empty()) marks.parts.push_back(std::move(above));
        above = std::move(marks);
    }
    Node node{Kind::scripts, base.spacing, base.limits};
    node.parts.push_back(std::move(base));
    node.parts.push_back(std::move(below));
    node.parts.push_back(std::move(above));
    return node;
}

Node Parser::read_argument() {
    const Token token = take();
    if (failed_ || token.text.empty() || token.text == "}" || token.text == "&" || token.text == "^" ||
        token.text == "_" || token.text == "'")
        return fail();
    // A group counts itself.
    const int deeper = token.text == "{" ? 0 : 1;
    depth_ += deeper;
    if (depth_ > deepest) return fail();
    // Of a number only its first figure.
    Node atom = is_digit(token.text.front()) ? letter(token.text) : read_atom(token);
    depth_ -= deeper;
    return atom;
}

Node Parser::read_in(Alphabet alphabet) {
    const Alphabet before = std::exchange(alphabet_, alphabet);
    Node node = read_argument();
    alphabet_ = before;
    return node;
}

std::string_view Parser::read_raw() {
    const auto raw = failed_ ? std::nullopt : scanner_.take_group();
    if (!raw) failed_ = true;
    return raw.value_or(std::string_view());
}

Node Parser::letter(std::string_view text) const {
    const char c = text.front();
    switch (alphabet_) {
        case Alphabet::upright:
            return letters_node(text, Font::upright);
        case Alphabet::italic:
            return letters_node(text, Font::italic);
        case Alphabet::bold:
            return letters_node(text, Font::bold);
        case Alphabet::mono:
            return letters_node(text, Font::mono);
        case Alphabet::double_struck:
            if (const std::string_view struck = double_struck(c); !struck.empty()) {
                Node node = letters_node(struck, Font::upright);
                // For fonts without it.
                node.closing = text;
                return node;
            }
            return letters_node(text, Font::bold);
        case Alphabet::usual:
            break;
    }
    return letters_node(text, is_letter(c) ? Font::italic : Font::upright);
}

Node Parser::number(std::string_view first) {
    Node node = letter(first);
    while (alphabet_ != Alphabet::double_struck) {
        const std::string_view more = scanner_.take_figures();
        if (more.empty()) break;
        node.text = {first.data(), node.text.size() + more.size()};
    }
    return node;
}

Node Parser::read_atom(Token token) {
    const std::string_view text = token.text;
    if (text.empty()) return fail();
    if (text == "{") {
        Node row = read_row(RowEnd::brace);
        if (!take_if("}")) return fail();
        return row;
    }
    if (text.size() > 1 && text.front() == '\\') return read_command(*this, text.substr(1));
    if (text == "}" || text == "&" || text == "$" || text == "\\") return fail();
    if (text == "~") return space_node(6);
    if (text == "|") return letters_node(text, Font::upright);
    if (is_letter(text.front())) return letter(text);
    if (is_digit(text.front())) return number(text);
    return symbol(text);
}

Node Parser::symbol(std::string_view name) {
    if (const std::string_view large = large_operator(name); !large.empty()) {
        Node node{Kind::large, Class::operation};
        node.text = large;
        node.limits = is_integral(large) ? Limits::beside : Limits::displayed;
        return node;
    }
    const auto found = find_symbol(name);
    if (!found) return fail();
    const bool bold = alphabet_ == Alphabet::bold && found->spacing == Class::ordinary;
    return letters_node(found->text, bold ? Font::bold : found->font, found->spacing);
}

}  // namespace moa::tex
