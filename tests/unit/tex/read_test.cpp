#include "tex/read.hpp"

#include <doctest/doctest.h>

#include <string>

namespace tex = moa::tex;

namespace {

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

/// The tree as text: letters as they are, everything else as KIND(parts).
std::string shape(const tex::Node& node) {
    constexpr const char* kinds[] = {"",       "",      "space",  "frac",  "root",  "scripts",  "",
                                     "accent", "fence", "fenced", "table", "frame", "levelled", "arrow"};
    if (node.kind == tex::Kind::letters || node.kind == tex::Kind::large) return std::string(node.text);
    if (node.kind == tex::Kind::space) return " ";
    std::string parts;
    for (const tex::Node& part : node.parts) {
        if (!parts.empty() && node.kind != tex::Kind::row) parts += "|";
        parts += shape(part);
    }
    if (node.kind == tex::Kind::row) return parts.empty() ? "{}" : parts;
    return kinds[static_cast<std::size_t>(node.kind)] + std::string(node.text) + "(" + parts + ")" +
           std::string(node.closing);
}

std::string read(std::string_view tex) {
    const auto tree = tex::read(tex);
    return tree ? shape(*tree) : "unread";
}

}  // namespace

TEST_CASE("TeX is read: letters, numbers and symbols") {
    CHECK(read("a + 1{,}024.5 \\le \\alpha") == "a+1,024.5≤α");
    CHECK(read("x-y") == "x−y");
    CHECK(read("12 x \\cdot 3,5") == "12x·3,5");
    CHECK(read("a \\to b ≠ ∅, \\% \\{ \\|") == "a→b≠∅,%{‖");
    CHECK(read("\\sin x \\quad \\text{if } x") == "sinx if x");
    CHECK(read("\\mathrm{d}x\\,\\mathbb{R}\\mathbf{v}") == "dx ℝv");
    CHECK(read("\\not= \\not\\in") == "≠∉");
}

TEST_CASE("letters are slanted, functions, figures and names upright") {
    const auto tree = tex::read("x2\\sin\\Gamma\\gamma\\mathrm{x}\\mathbf{x}");
    REQUIRE(tree);
    REQUIRE(tree->parts.size() == 7);
    const tex::Font fonts[] = {tex::Font::italic, tex::Font::upright, tex::Font::upright, tex::Font::upright,
                               tex::Font::italic};
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(tree->parts[i].font == fonts[i]);
    CHECK(tree->parts[5].parts[0].font == tex::Font::upright);
    CHECK(tree->parts[6].parts[0].font == tex::Font::bold);
}

TEST_CASE("TeX is read: fractions, roots, scripts, limits") {
    CHECK(read("\\frac{a}{b}") == "frac(a|b)");
    CHECK(read("\\frac12") == "frac(1|2)");
    CHECK(read("\\dfrac{a}{b}") == "levelled(frac(a|b))");
    CHECK(read("\\binom{n}{k}") == "fenced((frac(n|k)))");
    CHECK(read("\\sqrt{2}") == "root(2|{})");
    CHECK(read("\\sqrt[3]{x}") == "root(x|3)");
    CHECK(read("x^2_i") == "scripts(x|i|2)");
    CHECK(read("x_{i_j}^{2}") == "scripts(x|scripts(i|j|{})|2)");
    CHECK(read("f'' + g'^2") == "scripts(f|{}|′′)+scripts(g|{}|′2)");
    CHECK(read("x^12") == "scripts(x|{}|1)2");
    CHECK(read("\\sum_{i=1}^{n} i") == "scripts(∑|i=1|n)i");
    const auto limits = [](std::string_view tex) { return tex::read(tex)->parts.front().limits; };
    CHECK(limits("\\sum_i") == tex::Limits::displayed);
    CHECK(limits("\\lim_x") == tex::Limits::displayed);
    CHECK(limits("\\int_0") == tex::Limits::beside);
    CHECK(limits("\\int\\limits_0") == tex::Limits::always);
    CHECK(limits("\\operatorname*{arg\\,max}_x") == tex::Limits::displayed);
    CHECK(limits("x_1") == tex::Limits::beside);
}

TEST_CASE("TeX is read: brackets, accents, tables") {
    CHECK(read("\\left( x \\right]") == "fenced((x)]");
    CHECK(read("\\left. x \\middle| y \\right\\}") == "fenced.(xfence|()y)}");
    CHECK(read("\\big( x \\bigr)") == "fence(()xfence)()");
    CHECK(read("\\hat{x} \\overline{ab}") == "accenthat(x)accentoverline(ab)");
    CHECK(read("\\overset{!}{=}") == "scripts(=|{}|!)");
    CHECK(read("\\boxed{x}") == "frame(x)");
    CHECK(read("\\xrightarrow[a]{b}") == "arrow→(a|b)");
    CHECK(read("\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}") == "fenced((tablec(ab|cd)))");
    CHECK(read("\\begin{cases} 1 & x > 0 \\\\ 0 \\end{cases}").starts_with("fenced{(tablel("));
    CHECK(read("\\begin{aligned} a &= b \\\\[2pt] &= c \\end{aligned}") == "tablerl(a=b|{}=c)");
    CHECK(read("\\begin{array}{c|c} a & b \\end{array}") == "tablec|c(ab)");
    CHECK(read("a \\\\ b \\\\") == "tablec(a|b)");
    CHECK(read("x \\tag{1}") == "x (1)");
    CHECK(read("{\\color{red} x} \\textcolor{blue}{y} \\label{eq} z \\nonumber") == "xyz");
}

TEST_CASE("TeX that is not read as a whole is not read at all") {
    for (const char* tex : {"\\unknown",
                            "{x",
                            "x}",
                            "\\frac{a}",
                            "\\sqrt",
                            "x^",
                            "x^2^3",
                            "x_a_b",
                            "^^",
                            "\\left( x",
                            "\\left x \\right)",
                            "\\right)",
                            "\\begin{pmatrix} a",
                            "\\begin{pmatrix} a \\end{matrix}",
                            "\\begin{nothing} a \\end{nothing}",
                            "\\end{x}",
                            "a $ b",
                            "\\text{a",
                            "\\text{$x$}",
                            "\\text{\\x}",
                            "\\",
                            "\\operatorname{\\frac{a}{b}}",
                            "{a \\\\ b}",
                            "{a & b}",
                            "\\limits",
                            "\\not\\frac12",
                            "\\sqrt[3{x}",
                            "\\big x",
                            "\\newcommand{\\x}{y}"})
        CHECK_MESSAGE(read(tex) == "unread", tex);
    CHECK(read("") == "{}");
}

TEST_CASE("TeX has a greatest depth, length and width") {
    CHECK(read(repeated("{", 15) + "x" + repeated("}", 15)) == "x");
    CHECK(read(repeated("{", 16) + "x" + repeated("}", 16)) == "unread");
    CHECK(read(repeated("\\sqrt", 800)) == "unread");
    CHECK(read(repeated("x^", 2000)) == "unread");
    CHECK(read(repeated("\\left(", 600)) == "unread");
    CHECK(read(repeated("\\begin{matrix}", 200)) == "unread");
    CHECK(read(repeated("x", tex::longest)) == repeated("x", tex::longest));
    CHECK(read(repeated("x", tex::longest + 1)) == "unread");
    CHECK(read(repeated("&", 100)) == "unread");
}
