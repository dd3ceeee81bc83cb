#include "tex/commands.hpp"

#include <utility>

#include "tex/environments.hpp"
#include "tex/symbols.hpp"

namespace moa::tex {
namespace {

/// What a command reads (the first letter of its value), and which of those that read the same it is.
constexpr std::string_view commands =
    // Fractions and binomials: as large as usual, displayed or in a line.
    " frac=F1 dfrac=F0 cfrac=F0 tfrac=F2 binom=B1 dbinom=B0 tbinom=B2 "
    // Alphabets.
    "mathrm=Au mathsf=Au mathup=Au mathbf=Ab boldsymbol=Ab bm=Ab pmb=Ab bold=Ab mathbb=Ad Bbb=Ad "
    "mathtt=Am mathcal=Ai mathscr=Ai mathfrak=Ai mathit=Ai mathnormal=Ai "
    // Brackets: their side and size.
    "left=L middle=Km0 big=Ko1 bigl=Kl1 bigr=Kr1 bigm=Km1 Big=Ko2 Bigl=Kl2 Bigr=Kr2 Bigm=Km2 bigg=Ko3 "
    "biggl=Kl3 biggr=Kr3 biggm=Km3 Bigg=Ko4 Biggl=Kl4 Biggr=Kr4 Biggm=Km4 "
    // Roots, tables, boxes, what stands above or below something.
    "sqrt=R begin=E boxed=X fbox=X substack=U overset=V2 underset=V1 stackrel=V2 xrightarrow=Y→ "
    "xleftarrow=Y← hat=C widehat=C bar=C vec=C tilde=C widetilde=C dot=C ddot=C overline=C underline=C "
    "check=C acute=C grave=C overbrace=C underbrace=C overrightarrow=C overleftarrow=C "
    // Words.
    "text=Tr textrm=Tr mbox=Tr textnormal=Tr textsf=Tr texttt=Tm textbf=Tb textit=Ti emph=Ti "
    "operatorname=O bmod=Pb pmod=Pp mod=Pm tag=G "
    // What changes nothing here, by itself, with an argument, before what it is about.
    "nonumber=N notag=N allowbreak=N hline=N strut=N mathstrut=N color=I label=I hspace=I vspace=I "
    "textcolor=J mathop=Q1 mathbin=Q2 mathrel=Q3 mathord=Q0 not=Z ";

constexpr std::string_view struck_signs = " ==≠ ∈=∉ ∋=∌ ≡=≢ ⊂=⊄ ⊆=⊈ ∃=∄ ∼=≁ ≈=≉ <=≮ >=≯ ≤=≰ ≥=≱ ∣=∤ ∥=∦ ";

Node tex_function(std::string_view name, Limits limits) {
    Node node = letters_node(name, Font::upright, Class::operation);
    node.limits = limits;
    return node;
}

/// A node with one argument.
Node read_around(Parser& parser, Kind kind) {
    Node node{kind};
    node.parts.push_back(parser.read_argument());
    return node;
}

Node read_fraction(Parser& parser, bool is_binomial, int level) {
    Node fraction{Kind::fraction, Class::inner};
    fraction.amount = is_binomial ? 0 : 1;
    fraction.parts.push_back(parser.read_argument());
    fraction.parts.push_back(parser.read_argument());
    if (is_binomial) fraction = fenced_node(std::move(fraction), {"(", ")"});
    if (level == 1) return fraction;
    Node levelled{Kind::levelled, Class::inner};
    levelled.amount = static_cast<int>(level == 0 ? Level::display : Level::text);
    levelled.parts.push_back(row_node(std::move(fraction)));
    return levelled;
}

Node read_alphabet(Parser& parser, char alphabet) {
    return parser.read_in(alphabet == 'u'   ? Alphabet::upright
                          : alphabet == 'b' ? Alphabet::bold
                          : alphabet == 'd' ? Alphabet::double_struck
                          : alphabet == 'm' ? Alphabet::mono
                                            : Alphabet::italic);
}

/// The bracket that comes next.
std::string_view read_bracket_sign(Parser& parser) {
    const auto bracket = find_fence(parser.take().text);
    if (!bracket) parser.fail();
    return bracket.value_or(std::string_view());
}

Node read_single_fence(Parser& parser, char side, int size) {
    constexpr int heights[] = {0, 22, 32, 43, 54};
    Node node{Kind::fence, side == 'l'   ? Class::opening
                           : side == 'r' ? Class::closing
                           : side == 'm' ? Class::relation
                                         : Class::ordinary};
    node.amount = heights[size];
    node.text = read_bracket_sign(parser);
    return node;
}

Node read_fenced(Parser& parser) {
    const std::string_view opening = read_bracket_sign(parser);
    Node row = parser.read_row(RowEnd::right);
    if (parser.has_failed() || !parser.take_if("\\right")) return parser.fail();
    return fenced_node(std::move(row), {opening, read_bracket_sign(parser)});
}

/// What may stand in square brackets.
Node read_option(Parser& parser) {
    if (!parser.take_if("[")) return {};
    Node row = parser.read_row(RowEnd::bracket);
    return parser.take_if("]") ? std::move(row) : parser.fail();
}

Node read_root(Parser& parser) {
    Node index = read_option(parser);
    Node node = read_around(parser, Kind::root);
    node.parts.push_back(std::move(index));
    return node;
}

Node read_stretched(Parser& parser, std::string_view arrow) {
    Node node{Kind::stretched, Class::relation};
    node.text = arrow;
    node.parts.push_back(read_option(parser));
    node.parts.push_back(parser.read_argument());
    return node;
}

Node read_substack(Parser& parser) {
    if (!parser.take_if("{")) return parser.fail();
    Node node = read_table(parser, RowEnd::cell, Table::stack, "c");
    return parser.take_if("}") ? std::move(node) : parser.fail();
}

/// Something above (2) or below (1) a base, as in \overset{above}{base}.
Node read_stacked(Parser& parser, std::size_t place) {
    Node script = parser.read_argument();
    Node base = parser.read_argument();
    Node node{Kind::scripts, base.parts.size() == 1 ? base.parts.front().spacing : base.spacing,
              Limits::always};
    node.parts.resize(3);
    node.parts[0] = std::move(base);
    node.parts[place] = std::move(script);
    return node;
}

Node read_accent(Parser& parser, std::string_view name) {
    Node node = read_around(parser, Kind::accent);
    node.text = name;
    if (name.ends_with("brace")) node.limits = Limits::always;
    return node;
}

/// Words in a group. What else than words they hold is not read.
std::string_view read_words(Parser& parser) {
    constexpr std::string_view escaped = "%$#&_{} ,";
    const std::string_view words = parser.read_raw();
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool wrong = words[at] == '\\'
                               ? ++at == words.size() || escaped.find(words[at]) == std::string_view::npos
                               : words[at] == '$';
        if (wrong) parser.fail();
    }
    return words;
}

Node read_text(Parser& parser, char font) {
    return letters_node(read_words(parser), font == 'b'   ? Font::bold
                                            : font == 'i' ? Font::italic
                                            : font == 'm' ? Font::mono
                                                          : Font::upright);
}

Node read_modulus(Parser& parser, char kind) {
    if (kind == 'b') return letters_node("mod", Font::upright, Class::binary);
    Node node;
    node.parts.push_back(space_node(12));
    node.parts.push_back(letters_node(kind == 'p' ? "(mod " : "mod ", Font::upright));
    if (kind != 'p') return node;
    node.parts.push_back(parser.read_argument());
    node.parts.push_back(letters_node(")", Font::upright, Class::closing));
    return node;
}

Node read_tag(Parser& parser) {
    const bool plain = parser.take_if("*");
    Node node = row_node(space_node(36));
    node.parts.push_back(letters_node(plain ? "" : "(", Font::upright));
    node.parts.push_back(letters_node(read_words(parser), Font::upright));
    node.parts.push_back(letters_node(plain ? "" : ")", Font::upright));
    return node;
}

Node read_as(Parser& parser, int spacing) {
    Node node = row_node(parser.read_argument());
    node.spacing = static_cast<Class>(spacing);
    if (node.spacing == Class::operation) node.limits = Limits::displayed;
    return node;
}

Node read_struck(Parser& parser) {
    Node sign = parser.read_argument();
    sign.text = table_value(struck_signs, sign.kind == Kind::letters ? sign.text : std::string_view());
    return sign.text.empty() ? parser.fail() : std::move(sign);
}

Node read_known(Parser& parser, std::string_view name, std::string_view value) {
    const char which = value.size() > 1 ? value[1] : ' ';
    const int number = which - '0';
    switch (value.front()) {
        case 'F':
        case 'B':
            return read_fraction(parser, value.front() == 'B', number);
        case 'A':
            return read_alphabet(parser, which);
        case 'L':
            return read_fenced(parser);
        case 'K':
            return read_single_fence(parser, which, value[2] - '0');
        case 'R':
            return read_root(parser);
        case 'E':
            return read_environment(parser);
        case 'X':
            return read_around(parser, Kind::framed);
        case 'U':
            return read_substack(parser);
        case 'V':
            return read_stacked(parser, static_cast<std::size_t>(number));
        case 'Y':
            return read_stretched(parser, value.substr(1));
        case 'C':
            return read_accent(parser, name);
        case 'T':
            return read_text(parser, which);
        case 'O': {
            const Limits limits = parser.take_if("*") ? Limits::displayed : Limits::beside;
            return tex_function(read_words(parser), limits);
        }
        case 'P':
            return read_modulus(parser, which);
        case 'G':
            return read_tag(parser);
        case 'I':
            parser.take_if("*");
            parser.read_raw();
            return {};
        case 'J':
            parser.read_raw();
            return parser.read_argument();
        case 'Q':
            return read_as(parser, number);
        case 'Z':
            return read_struck(parser);
        default:
            return {};
    }
}

}  // namespace

Node read_command(Parser& parser, std::string_view name) {
    if (name == "\\") return parser.fail();  // the end of a row, where there are none
    if (const auto room = room_of(name)) return space_node(*room);
    if (is_function(name)) {
        const std::string_view shown = name == "limsup" ? "lim sup" : name == "liminf" ? "lim inf" : name;
        return tex_function(shown, has_limits(name) ? Limits::displayed : Limits::beside);
    }
    const std::string_view value = table_value(commands, name);
    return value.empty() ? parser.symbol(name) : read_known(parser, name, value);
}

}  // namespace moa::tex
