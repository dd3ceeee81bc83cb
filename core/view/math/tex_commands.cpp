#include "view/math/tex_commands.hpp"

#include <optional>
#include <string>
#include <utility>

#include "view/math/tex_environments.hpp"
#include "view/math/tex_symbols.hpp"

namespace moa::view {
namespace {

using Maybe = std::optional<TexNode>;

TexNode tex_function(std::string_view name, TexLimits limits) {
    TexNode node = tex_letters(name, Face::regular, TexClass::operation);
    node.limits = limits;
    return node;
}

Maybe read_fraction(TexParser& parser, std::string_view name) {
    const bool is_binomial = name == "binom" || name == "dbinom" || name == "tbinom";
    if (name != "frac" && name != "dfrac" && name != "tfrac" && name != "cfrac" && !is_binomial)
        return std::nullopt;
    TexNode fraction{TexKind::fraction, is_binomial ? TexClass::ordinary : TexClass::inner};
    fraction.amount = is_binomial ? 0 : 1;
    fraction.parts.push_back(parser.read_argument());
    if (!parser.has_failed()) fraction.parts.push_back(parser.read_argument());
    if (parser.has_failed()) return parser.fail();
    if (is_binomial) {
        TexNode fenced{TexKind::fenced};
        fenced.text = "(";
        fenced.closing = ")";
        fenced.parts.push_back(tex_row(std::move(fraction)));
        fraction = std::move(fenced);
    }
    if (name.front() == 'f' || name.front() == 'b') return fraction;
    TexNode levelled{TexKind::levelled, fraction.spacing};
    levelled.amount = static_cast<int>(name.front() == 't' ? TexLevel::text : TexLevel::display);
    levelled.parts.push_back(tex_row(std::move(fraction)));
    return levelled;
}

Maybe read_alphabet(TexParser& parser, std::string_view name) {
    if (name == "mathrm" || name == "mathsf" || name == "mathup") return parser.read_in(TexAlphabet::upright);
    if (name == "mathbf" || name == "boldsymbol" || name == "bm" || name == "pmb" || name == "bold")
        return parser.read_in(TexAlphabet::bold);
    if (name == "mathbb" || name == "Bbb") return parser.read_in(TexAlphabet::double_struck);
    if (name == "mathtt") return parser.read_in(TexAlphabet::mono);
    if (name == "mathcal" || name == "mathscr" || name == "mathfrak" || name == "mathit" ||
        name == "mathnormal")
        return parser.read_in(TexAlphabet::italic);
    return std::nullopt;
}

TexNode read_single_fence(TexParser& parser, TexClass spacing, int amount) {
    const auto bracket = tex_fence(parser.take().text);
    if (!bracket) return parser.fail();
    TexNode node{TexKind::fence, spacing};
    node.text = *bracket;
    node.amount = amount;
    return node;
}

TexNode read_fenced(TexParser& parser) {
    const auto opening = tex_fence(parser.take().text);
    if (!opening) return parser.fail();
    TexNode node{TexKind::fenced, TexClass::inner};
    node.text = *opening;
    node.parts.push_back(parser.read_row(TexRowEnd::right));
    if (parser.has_failed() || !parser.take_if("\\right")) return parser.fail();
    const auto closing = tex_fence(parser.take().text);
    if (!closing) return parser.fail();
    node.closing = *closing;
    return node;
}

Maybe read_fence(TexParser& parser, std::string_view name) {
    if (name == "left") return read_fenced(parser);
    if (name == "middle") return read_single_fence(parser, TexClass::relation, 0);
    constexpr std::pair<std::string_view, int> sizes[] = {
        {"big", 22}, {"Big", 32}, {"bigg", 43}, {"Bigg", 54}};
    for (const auto& [size, amount] : sizes) {
        if (!name.starts_with(size) || name.size() > size.size() + 1) continue;
        const char side = name.size() > size.size() ? name.back() : ' ';
        if (side == 'l') return read_single_fence(parser, TexClass::opening, amount);
        if (side == 'r') return read_single_fence(parser, TexClass::closing, amount);
        if (side == 'm') return read_single_fence(parser, TexClass::relation, amount);
        if (side == ' ') return read_single_fence(parser, TexClass::ordinary, amount);
    }
    return std::nullopt;
}

/// Up to "]", behind "[".
TexNode read_bracket(TexParser& parser) {
    TexNode row = parser.read_row(TexRowEnd::bracket);
    return parser.take_if("]") ? std::move(row) : parser.fail();
}

TexNode read_root(TexParser& parser) {
    TexNode index = parser.take_if("[") ? read_bracket(parser) : TexNode();
    if (parser.has_failed()) return parser.fail();
    TexNode node{TexKind::root};
    node.parts.push_back(parser.read_argument());
    node.parts.push_back(std::move(index));
    return node;
}

/// \overset{above}{base} and the like.
TexNode read_stacked(TexParser& parser, std::string_view name) {
    TexNode script = parser.read_argument();
    TexNode base = parser.has_failed() ? TexNode() : parser.read_argument();
    TexNode node{TexKind::scripts, base.parts.size() == 1 ? base.parts.front().spacing : base.spacing,
                 TexLimits::always};
    if (name == "stackrel") node.spacing = TexClass::relation;
    node.parts.push_back(std::move(base));
    node.parts.resize(3);
    node.parts[name == "underset" ? 1 : 2] = std::move(script);
    return node;
}

Maybe read_structure(TexParser& parser, std::string_view name) {
    if (name == "sqrt") return read_root(parser);
    if (name == "begin") return read_tex_environment(parser);
    if (name == "boxed" || name == "fbox") {
        TexNode node{TexKind::framed};
        node.parts.push_back(parser.read_argument());
        return node;
    }
    if (name == "substack") {
        if (!parser.take_if("{")) return parser.fail();
        TexNode node = read_tex_table(parser, TexRowEnd::cell, TexTable::stack, "c");
        if (!parser.take_if("}")) return parser.fail();
        return node;
    }
    if (name == "overset" || name == "underset" || name == "stackrel") return read_stacked(parser, name);
    if (name == "xrightarrow" || name == "xleftarrow") {
        TexNode node{TexKind::stretched, TexClass::relation};
        node.text = name == "xrightarrow" ? "→" : "←";
        node.parts.push_back(parser.take_if("[") ? read_bracket(parser) : TexNode());
        if (!parser.has_failed()) node.parts.push_back(parser.read_argument());
        return node;
    }
    return std::nullopt;
}

Maybe read_accent(TexParser& parser, std::string_view name) {
    constexpr std::string_view accents =
        " hat widehat bar vec tilde widetilde dot ddot overline underline check acute grave overbrace "
        "underbrace overrightarrow overleftarrow ";
    if (accents.find(" " + std::string(name) + " ") == std::string_view::npos) return std::nullopt;
    TexNode node{TexKind::accent};
    node.text = name;
    if (name.ends_with("brace")) node.limits = TexLimits::always;
    node.parts.push_back(parser.read_argument());
    return node;
}

Maybe read_text(TexParser& parser, std::string_view name) {
    const bool bold = name == "textbf";
    const bool italic = name == "textit" || name == "emph";
    if (name != "text" && name != "textrm" && name != "mbox" && name != "textnormal" && name != "textsf" &&
        name != "texttt" && !bold && !italic)
        return std::nullopt;
    const std::string raw = parser.read_raw();
    std::string words;
    for (std::size_t at = 0; at < raw.size(); ++at) {
        constexpr std::string_view escaped = "%$#&_{} ,";
        if (raw[at] == '$') return parser.fail();
        if (raw[at] != '\\') {
            words += raw[at] == '~' ? ' ' : raw[at];
        } else if (at + 1 < raw.size() && escaped.find(raw[at + 1]) != std::string_view::npos) {
            words += raw[++at] == ',' ? ' ' : raw[at];
        } else {
            return parser.fail();
        }
    }
    const Face face = bold               ? Face::bold
                      : italic           ? Face::italic
                      : name == "texttt" ? Face::mono
                                         : Face::regular;
    return tex_letters(words, face);
}

Maybe read_word(TexParser& parser, std::string_view name) {
    if (name == "operatorname") {
        const TexLimits limits = parser.take_if("*") ? TexLimits::displayed : TexLimits::beside;
        std::string word = parser.read_raw();
        // Room within a name: \operatorname{arg\,max}.
        for (std::size_t at = word.find("\\,"); at != std::string::npos; at = word.find("\\,"))
            word.replace(at, 2, " ");
        if (word.find_first_of("\\{}$^_") != std::string::npos) return parser.fail();
        return tex_function(word, limits);
    }
    if (name == "bmod") return tex_letters("mod", Face::regular, TexClass::binary);
    if (name == "pmod") {
        TexNode node;
        node.parts.push_back(tex_space(12));
        node.parts.push_back(tex_letters("(mod ", Face::regular));
        node.parts.push_back(tex_space(3));
        node.parts.push_back(parser.read_argument());
        node.parts.push_back(tex_letters(")", Face::regular, TexClass::closing));
        return node;
    }
    if (name == "mod") {
        TexNode node;
        node.parts.push_back(tex_space(12));
        node.parts.push_back(tex_letters("mod ", Face::regular));
        return node;
    }
    if (name == "tag") {
        TexNode node;
        const bool plain = parser.take_if("*");
        const std::string words = parser.read_raw();
        node.parts.push_back(tex_space(36));
        node.parts.push_back(tex_letters(plain ? words : "(" + words + ")", Face::regular));
        return node;
    }
    return read_text(parser, name);
}

/// What is read and changes nothing here.
Maybe read_ignored(TexParser& parser, std::string_view name) {
    if (name == "nonumber" || name == "notag" || name == "allowbreak" || name == "hline" || name == "strut" ||
        name == "mathstrut")
        return TexNode();
    if (name == "color" || name == "label" || name == "hspace" || name == "vspace") {
        (void)parser.take_if("*");
        parser.read_raw();
        return TexNode();
    }
    if (name == "textcolor") {
        parser.read_raw();
        return parser.read_argument();
    }
    if (name == "mathop" || name == "mathrel" || name == "mathbin" || name == "mathord") {
        TexNode node = tex_row(parser.read_argument());
        node.spacing = name == "mathop"    ? TexClass::operation
                       : name == "mathrel" ? TexClass::relation
                       : name == "mathbin" ? TexClass::binary
                                           : TexClass::ordinary;
        if (name == "mathop") node.limits = TexLimits::displayed;
        return node;
    }
    if (name == "not") {
        TexNode struck = parser.read_argument();
        if (struck.kind != TexKind::letters) return parser.fail();
        struck.text = struck.text == "=" ? "≠" : struck.text == "∈" ? "∉" : struck.text + "\u0338";
        return struck;
    }
    return std::nullopt;
}

}  // namespace

TexNode read_tex_command(TexParser& parser, std::string_view name) {
    if (name == "\\") return parser.fail();  // the end of a row, where there are none
    if (const auto room = tex_room(name)) return tex_space(*room);
    if (is_tex_function(name)) {
        std::string shown(name);
        if (name == "limsup" || name == "liminf") shown.insert(3, " ");
        return tex_function(shown, has_tex_limits(name) ? TexLimits::displayed : TexLimits::beside);
    }
    for (auto read : {&read_fraction, &read_alphabet, &read_fence, &read_structure, &read_accent, &read_word,
                      &read_ignored}) {
        if (auto node = read(parser, name)) return std::move(*node);
    }
    return parser.symbol(name);
}

}  // namespace moa::view
