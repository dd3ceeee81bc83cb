#include "markdown/parse.hpp"

#include <doctest/doctest.h>

#include <string>

#include "markdown/stream.hpp"

using namespace moa::markdown;

namespace {

std::vector<Block> all_blocks(const Stream& stream) {
    std::vector<Block> blocks;
    for (const auto& segment : stream.segments())
        blocks.insert(blocks.end(), segment.blocks.begin(), segment.blocks.end());
    return blocks;
}

// Made to hold what makes a cut in the wrong place visible.
const std::string hard_text =
    "# Title\n\nA paragraph with *emphasis*, **strength**,\nand `code`.\nStill it.\n\nNext one  \nwith a "
    "hard break.\n\n"
    "- a list\n\n- made loose by a blank line\n\n  with a second paragraph\n\n      and indented code\n\n"
    "After the list.\n\n1. one\n2. two\n   - nested\n     - deeper\n\n   ```\n   fenced in a list\n\n   not "
    "the end\n   ```\n3. three\n\n"
    "Back at the margin.\n\n```python\ndef f():\n\n    return '''\n```\n\n~~~\n```\n\nstill code\n~~~\n\n"
    "> quoted\nlazily\n\n> another quote\n\n| a | b |\n|---|:-:|\n| 1 | `2` |\n| 3 "
    "|\n\nSetext\n------\n\n***\n\n"
    "* star\n\n* * *\n\n    indented code\n\n    goes on\n\nLine with <b>html</b> &amp; &#8364; and "
    "![image](x.png).\n\n"
    "[link](https://example.org) and https://example.org/bare\n\n````\n```\ninner\n```\n````\n\n- [ ] "
    "open\n- [x] done\n\nThe end";

}  // namespace

TEST_CASE("blocks of every kind come out") {
    const auto blocks =
        parse("## Head\n\ntext *em* `c`\n\n```sh\nls\n```\n\n---\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n");
    REQUIRE(blocks.size() == 5);
    CHECK(blocks[0].kind == BlockKind::heading);
    CHECK(blocks[0].level == 2);
    CHECK(blocks[1].text.text == "text em c");
    CHECK(blocks[2].kind == BlockKind::code);
    CHECK(blocks[2].language == "sh");
    CHECK(blocks[2].text.text == "ls");
    CHECK(blocks[3].kind == BlockKind::rule);
    REQUIRE(blocks[4].cells.size() == 4);
    CHECK(blocks[4].cells[3].text == "2");
    CHECK(blocks[4].columns[1] == CellAlign::right);
}

TEST_CASE("code keeps its tabs") {
    const auto code_in = [](std::string_view source) {
        for (const Block& block : parse(source)) {
            if (block.kind == BlockKind::code) return block.text.text;
        }
        return std::string("no code");
    };
    CHECK(code_in("```make\nall:\n\techo a\tb\n\n\t\techo c\n```") == "all:\n\techo a\tb\n\n\t\techo c");
    CHECK(code_in("```\n\ta\n  \tb\n \t c\n    d\n```") == "\ta\n  \tb\n \t c\n    d");
    CHECK(code_in("~~~\n\ta") == "\ta");
    // Within lists and quotes, what indents these is no part of it.
    CHECK(code_in("- a\n\n  ```\n  x\n    \ty\n  ```") == "x\n  \ty");
    CHECK(code_in("> ```\n> a\n> \tb\n> ```") == "a\n\tb");
    CHECK(code_in("    a\n    \tb\n") == "a\n\tb");
    CHECK(code_in("\ta\n\t\tb\n") == "a\n\tb");
    // A line that comes in many pieces is not searched for its beginning with each: that would not end.
    std::string pieces = "```\n\t";
    for (int i = 0; i < 500000; ++i)
        pieces += std::string_view("a\0", 2);
    CHECK(code_in(pieces).starts_with("\ta\xef\xbf\xbd"));
}

TEST_CASE("lists keep their markers, depth and tightness") {
    const auto blocks = parse("3. three\n4. four\n   - inner\n- [x] task\n");
    REQUIRE(blocks.size() == 4);
    CHECK(blocks[0].marker == "3.");
    CHECK(blocks[1].marker == "4.");
    CHECK(blocks[2].marker == "-");
    CHECK(blocks[2].depth == 2);
    CHECK(blocks[2].tight);
    CHECK(blocks[3].marker == "[x]");
    const auto loose = parse("- a\n\n- b\n");
    REQUIRE(loose.size() == 2);
    CHECK_FALSE(loose[0].tight);
}

TEST_CASE("raw HTML is text, images are their alternative text, references are decoded") {
    CHECK(parse("<script>x</script>")[0].text.text == "<script>x</script>");
    CHECK(parse("![a cat](c.png)")[0].text.text == "a cat");
    CHECK(parse("&amp; &#8364; &#x20AC; &hellip; &nosuch;")[0].text.text ==
          "& \u20ac \u20ac \u2026 &nosuch;");
}

TEST_CASE("TeX in brackets is maths as between dollar signs, and keeps its brackets") {
    const auto maths = [](const std::string& source) {
        std::string found;
        for (const Block& block : parse(source)) {
            for (const Span& span : block.text.spans) {
                if ((span.style & span_math) != 0)
                    found += "<" + block.text.text.substr(span.begin, span.end - span.begin) + ">";
            }
        }
        return found;
    };
    CHECK(maths("so \\(a_1 * b_2 * c\\) and \\( x \\).") == "<\\(a_1 * b_2 * c\\)><\\(x\\)>");
    CHECK(maths("\\[\nx^2 \\\\[2pt] y\n\\]") == "<\\[x^2 \\\\[2pt] y\\]>");
    CHECK(maths("\xe5\x85\xb6\\(x\\)") == "<\\(x\\)>");
    // Neither code, nor a bracket that is escaped within a word, nor one without its end.
    for (const char* source : {"`\\(x\\)`", "    \\(x\\)", "a_\\(b\\)", "\\(x", "\\(x\n\ny\\)"})
        CHECK(maths(source).empty());
    CHECK(parse("`\\(x\\)`")[0].text.text == "\\(x\\)");
    CHECK(parse("\\(x y\\]")[0].text.text == "\\(x y\\]");
    CHECK(parse("[a](http://b/c_\\(d\\))")[0].text.links[0] == "http://b/c_(d)");
}

TEST_CASE("two tildes strike text, one stands for itself") {
    const auto struck = [](const std::string& source) {
        const auto blocks = parse(source);
        REQUIRE(blocks.size() == 1);
        const RichText& text = blocks[0].text;
        std::string marked;
        for (const Span& span : text.spans) {
            const std::string part = text.text.substr(span.begin, span.end - span.begin);
            marked += (span.style & span_struck) != 0 ? "<" + part + ">" : part;
        }
        return marked;
    };
    CHECK(struck("H~2~O") == "H~2~O");
    CHECK(struck("~~gone~~ stays") == "<gone> stays");
    CHECK(struck("~5 to ~10") == "~5 to ~10");
    CHECK(struck("~~a~~ ~b~ ~~c~~") == "<a> ~b~ <c>");
    CHECK(struck("~~**a** `b`~~ *~c~*") == "<a>< ><b> ~c~");
    CHECK(struck("~~a\nb~~") == "<a b>");
    CHECK(struck("~~a ~b~ c~~") == "<a ~b~ c>");
}

TEST_CASE("maths and struck text begin and end within words, but not within addresses") {
    const auto marked = [](const std::string& source) {
        std::string result;
        const auto blocks = parse(source);
        REQUIRE(blocks.size() == 1);
        const RichText& text = blocks[0].text;
        for (const Span& span : text.spans) {
            const std::string part = text.text.substr(span.begin, span.end - span.begin);
            result += span.style != 0 ? "<" + part + ">" : part;
        }
        return result;
    };
    CHECK(marked("the $n$th of $k$-means") == "the <$n$>th of <$k$>-means");
    CHECK(marked("\u5bf9\u4e8e$x$\u6765\u8bf4") == "\u5bf9\u4e8e<$x$>\u6765\u8bf4");
    CHECK(marked("\u5bf9\u4e8e~~x~~\u6765\u8bf4") == "\u5bf9\u4e8e<x>\u6765\u8bf4");
    CHECK(marked("a~~b~~c and **ab$x$**") == "a<b>c and <ab><$x$>");
    CHECK(marked("US$5 to US$10, \\$5, a$") == "US$5 to US$10, $5, a$");
    CHECK(parse("[a](http://b/c$d$e)")[0].text.links[0] == "http://b/c$d$e");
    CHECK(parse("see https://b.c/x~~y for it")[0].text.text == "see https://b.c/x~~y for it");
}

TEST_CASE("a table whose rows leave out most of many columns is text") {
    std::string table = "|";
    for (int i = 0; i < 100; ++i)
        table += "a|";
    table += "\n|";
    for (int i = 0; i < 100; ++i)
        table += "-|";
    std::string sparse = table;
    for (int i = 0; i < 1000; ++i)
        sparse += "\n|";
    REQUIRE(parse(table + "\n|b|").size() == 1);
    CHECK(parse(table + "\n|b|")[0].cells.size() == 200);
    REQUIRE(parse(sparse).size() == 1);
    CHECK(parse(sparse)[0].text.text == sparse);
}

TEST_CASE("nesting has a bound") {
    const auto quote = parse(std::string(5000, '>') + "x");
    REQUIRE(quote.size() == 1);
    CHECK(quote[0].quote == deepest_nesting);
    CHECK(quote[0].text.text == "x");
}

TEST_CASE("only http and https links open") {
    CHECK(is_web_link("https://example.org/a?b"));
    CHECK(is_web_link("HTTP://example.org"));
    CHECK_FALSE(is_web_link("javascript:alert(1)"));
    CHECK_FALSE(is_web_link("file:///etc/passwd"));
    CHECK_FALSE(is_web_link("https://exa mple"));
    CHECK_FALSE(is_web_link("/relative"));
}

TEST_CASE("every prefix of a growing text has the blocks of a fresh parse") {
    for (const std::string& text :
         {hard_text,
          std::string(
              "Go:\n\n```go\nfunc f() {\n\n\tx[i]: = 1\n    \n  spaces   \n\n\n}\n``\n`\n~~~\n```\n\nAfter "
              "it.\n\n```\n\n\na\n\n"),
          std::string("Maths $a_1 * b_2$ and $$\\sum_{i}$$, \\(x\\) and \\[y\\].\n\n- one\n\n  $5 and "
                      "$10\n\n  ```\n  "
                      "in\n  ```\nend"),
          std::string("  ```\n  indented fence\n    more\n  ```\n\n> ```\n> quoted\n\ntext\n\n```\n"),
          std::string("See [it].\n\nAnd more.\n\nText\n\n[it]: https://example.org\n\nEnd"),
          std::string("\n\n\nspaces\r\n\r\nand returns\r\n\r\n- x\r\n\r\nend\r\n")}) {
        Stream growing;
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const std::string prefix = text.substr(0, size);
            growing.update(prefix, 1);
            const bool same = all_blocks(growing) == parse(prefix);
            CHECK_MESSAGE(same,
                          "differs after: " << prefix.substr(prefix.size() > 60 ? prefix.size() - 60 : 0));
            if (!same) return;
        }
    }
}

TEST_CASE("appending to a long answer parses its tail only") {
    Stream stream;
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "A paragraph of some length, number " + std::to_string(i) + ", with `code`.\n\n";
    REQUIRE(text.size() > 100'000);
    stream.update(text, 1);
    for (int i = 0; i < 20; ++i) {
        const auto before = stream.bytes_parsed();
        text += "word ";
        stream.update(text, 1);
        CHECK(stream.bytes_parsed() - before < 400);
    }
}

TEST_CASE("another text starts over") {
    Stream stream;
    stream.update("# One\n\ntext\n\nmore\n\n", 1);
    stream.update("Something else entirely that is longer than the first text was", 2);
    CHECK(all_blocks(stream) == parse("Something else entirely that is longer than the first text was"));
    stream.update("", 3);
    CHECK(all_blocks(stream).empty());
}

TEST_CASE("a text that was replaced is parsed anew, however alike the two are") {
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "Paragraph " + std::to_string(1000 + i) + " of the answer.\n\n";
    for (const std::string& added : {std::string(), std::string("More.")}) {
        // One byte anywhere, also where no sample of a text is likely to look.
        for (std::size_t at = 10; at < text.size(); at += 137) {
            Stream stream;
            stream.update(text, 1);
            std::string other = text + added;
            other[at] = '#';
            stream.update(other, 2);
            REQUIRE(all_blocks(stream) == parse(other));
        }
    }
}

TEST_CASE("TeX keeps its source, and dollars that are prices stay text") {
    const auto maths = parse("so $a_1 * b_2 * c$ holds");
    REQUIRE(maths.size() == 1);
    CHECK(maths[0].text.text == "so $a_1 * b_2 * c$ holds");
    REQUIRE(maths[0].text.spans.size() == 3);
    CHECK(maths[0].text.spans[1].style == span_math);
    CHECK(parse("$$\nx^2\n$$")[0].text.text == "$$x^2$$");
    CHECK(parse("$$ x^2 $$")[0].text.text == "$$x^2$$");
    CHECK(parse("$$ $$")[0].text.text == "$$$$");
    CHECK(parse("\\(x + y\\) and \\(z\\)")[0].text.text == "\\(x + y\\) and \\(z\\)");
    const auto prices = parse("from $5 to $10 each");
    CHECK(prices[0].text.text == "from $5 to $10 each");
    CHECK(prices[0].text.spans.size() == 1);
}

TEST_CASE("code that goes on is not parsed again") {
    Stream stream;
    std::string text = "Look:\n\n```\n";
    for (int i = 0; i < 2000; ++i)
        text += "    a line of code, number " + std::to_string(i) + "\n";
    stream.update(text, 1);
    for (int i = 0; i < 200; ++i) {
        const auto before = stream.bytes_parsed();
        text += i % 7 == 0 ? "\n    " : " word";
        stream.update(text, 1);
        REQUIRE(stream.bytes_parsed() - before < 10);
    }
    CHECK(all_blocks(stream) == parse(text));
}

TEST_CASE("hostile documents are parsed in one go") {
    const auto repeated = [](std::string_view piece, int times) {
        std::string text;
        for (int i = 0; i < times; ++i)
            text += piece;
        return text;
    };
    std::string table = "|a|b|\n|-|-|\n";
    for (int i = 0; i < 5000; ++i)
        table += "|1|2|\n";
    for (const std::string& text :
         {repeated("`", 50000), repeated("`a", 50000), repeated("> ", 5000) + "x", repeated("- ", 5000) + "x",
          repeated("*a _b ", 20000), repeated("[", 50000), repeated("[a](", 20000), repeated("![", 30000),
          repeated("$a", 50000), repeated("<", 50000), table}) {
        CAPTURE(text.substr(0, 12));
        CHECK_FALSE(parse(text).empty());
    }
}
