#include "view/math/tex_commands.hpp"

#include <utility>

#include "view/math/tex_environments.hpp"
#include "view/math/tex_symbols.hpp"

namespace moa::view {
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

TexNode tex_function(std::string_view name, TexLimits limits) {
    TexNode node = tex_letters(name, Face::regular, TexClass::operation);
    node.limits = limits;
    return node;
}

/// A node with one argument.
TexNode read_around(TexParser& parser, TexKind kind) {
    TexNode node{kind};
    node.parts.push_back(parser.read_argument());
    return node;
}

TexNode read_fraction(TexParser& parser, bool is_binomial, int level) {
    TexNode fraction{TexKind::fraction, TexClass::inner};
    fraction.amount = is_binomial ? 0 : 1;
    fraction.parts.push_back(parser.read_argument());
    fraction.parts.push_back(parser.read_argument());
    if (is_binomial) fraction = tex_fenced(std::move(fraction), {"(", ")"});
    if (level == 1) return fraction;
    TexNode levelled{TexKind::levelled, TexClass::inner};
    levelled.amount = static_cast<int>(level == 0 ? TexLevel::display : TexLevel::text);
    levelled.parts.push_back(tex_row(std::move(fraction)));
    return levelled;
}

TexNode read_alphabet(TexParser& parser, char alphabet) {
    return parser.read_in(alphabet == 'u'   ? TexAlphabet::upright
                          : alphabet == 'b' ? TexAlphabet::bold
                          : alphabet == 'd' ? TexAlphabet::double_struck
                          : alphabet == 'm' ? TexAlphabet::mono
                                            : TexAlphabet::italic);
}

/// The bracket that comes next.
std::string_view read_bracket_sign(TexParser& parser) {
    const auto bracket = tex_fence(parser.take().text);
    if (!bracket) parser.fail();
    return bracket.value_or(std::string_view());
}

TexNode read_single_fence(TexParser& parser, char side, int size) {
    constexpr int heights[] = {0, 22, 32, 43, 54};
    TexNode node{TexKind::fence, side == 'l'   ? TexClass::opening
                                 : side == 'r' ? TexClass::closing
                                 : side == 'm' ? TexClass::relation
                                               : TexClass::ordinary};
    node.amount = heights[size];
    node.text = read_bracket_sign(parser);
    return node;
}

TexNode read_fenced(TexParser& parser) {
    const std::string_view opening = read_bracket_sign(parser);
    TexNode row = parser.read_row(TexRowEnd::right);
    if (parser.has_failed() || !parser.take_if("\\right")) return parser.fail();
    return tex_fenced(std::move(row), {opening, read_bracket_sign(parser)});
}

/// What may stand in square brackets.
TexNode read_option(TexParser& parser) {
    if (!parser.take_if("[")) return {};
    TexNode row = parser.read_row(TexRowEnd::bracket);
    return parser.take_if("]") ? std::move(row) : parser.fail();
}

TexNode read_root(TexParser& parser) {
    TexNode index = read_option(parser);
    TexNode node = read_around(parser, TexKind::root);
    node.parts.push_back(std::move(index));
    return node;
}

TexNode read_stretched(TexParser& parser, std::string_view arrow) {
    TexNode node{TexKind::stretched, TexClass::relation};
    node.text = arrow;
    node.parts.push_back(read_option(parser));
    node.parts.push_back(parser.read_argument());
    return node;
}

TexNode read_substack(TexParser& parser) {
    if (!parser.take_if("{")) return parser.fail();
    TexNode node = read_tex_table(parser, TexRowEnd::cell, TexTable::stack, "c");
    return parser.take_if("}") ? std::move(node) : parser.fail();
}

/// Something above (2) or below (1) a base, as in \overset{above}{base}.
TexNode read_stacked(TexParser& parser, std::size_t place) {
    TexNode script = parser.read_argument();
    TexNode base = parser.read_argument();
    TexNode node{TexKind::scripts, base.parts.size() == 1 ? base.parts.front().spacing : base.spacing,
                 TexLimits::always};
    node.parts.resize(3);
    node.parts[0] = std::move(base);
    node.parts[place] = std::move(script);
    return node;
}

TexNode read_accent(TexParser& parser, std::string_view name) {
    TexNode node = read_around(parser, TexKind::accent);
    node.text = name;
    if (name.ends_with("brace")) node.limits = TexLimits::always;
    return node;
}

/// Words in a group. What else than words they hold is not read.
std::string_view read_words(TexParser& parser) {
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

TexNode read_text(TexParser& parser, char face) {
    return tex_letters(read_words(parser), face == 'b'   ? Face::bold
                                           : face == 'i' ? Face::italic
                                           : face == 'm' ? Face::mono
                                                         : Face::regular);
}

TexNode read_modulus(TexParser& parser, char kind) {
    if (kind == 'b') return tex_letters("mod", Face::regular, TexClass::binary);
    TexNode node;
    node.parts.push_back(tex_space(12));
    node.parts.push_back(tex_letters(kind == 'p' ? "(mod " : "mod ", Face::regular));
    if (kind != 'p') return node;
    node.parts.push_back(parser.read_argument());
    node.parts.push_back(tex_letters(")", Face::regular, TexClass::closing));
    return node;
}

TexNode read_tag(TexParser& parser) {
    const bool plain = parser.take_if("*");
    TexNode node = tex_row(tex_space(36));
    node.parts.push_back(tex_letters(plain ? "" : "(", Face::regular));
    node.parts.push_back(tex_letters(read_words(parser), Face::regular));
    node.parts.push_back(tex_letters(plain ? "" : ")", Face::regular));
    return node;
}

TexNode read_as(TexParser& parser, int spacing) {
    TexNode node = tex_row(parser.read_argument());
    node.spacing = static_cast<TexClass>(spacing);
    if (node.spacing == TexClass::operation) node.limits = TexLimits::displayed;
    return node;
}

TexNode read_struck(TexParser& parser) {
    TexNode sign = parser.read_argument();
    sign.text = tex_value(struck_signs, sign.kind == TexKind::letters ? sign.text : std::string_view());
    return sign.text.empty() ? parser.fail() : std::move(sign);
}

TexNode read_known(TexParser& parser, std::string_view name, std::string_view value) {
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
            return read_tex_environment(parser);
        case 'X':
            return read_around(parser, TexKind::framed);
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
            const TexLimits limits = parser.take_if("*") ? TexLimits::displayed : TexLimits::beside;
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

TexNode read_tex_command(TexParser& parser, std::string_view name) {
    if (name == "\\") return parser.fail();  // the end of a row, where there are none
    if (const auto room = tex_room(name)) return tex_space(*room);
    if (is_tex_function(name)) {
        const std::string_view shown = name == "limsup" ? "lim sup" : name == "liminf" ? "lim inf" : name;
        return tex_function(shown, has_tex_limits(name) ? TexLimits::displayed : TexLimits::beside);
    }
    const std::string_view value = tex_value(commands, name);
    return value.empty() ? parser.symbol(name) : read_known(parser, name, value);
}

}  // namespace moa::view
