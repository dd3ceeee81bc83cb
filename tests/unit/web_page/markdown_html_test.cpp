#include "web_page/markdown_html.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace moa;
using web_page::markdown_to_html;

namespace {

/// The tags that are open at some place, by name; empty at the end where all of them are closed in order.
std::vector<std::string> left_open(std::string_view html) {
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
        const std::size_t end = html.find_first_of(" >", at + 1);
        REQUIRE(end != std::string_view::npos);
        std::string name(html.substr(at + 1, end - at - 1));
        at = html.find('>', end) + 1;
        if (name == "br" || name == "hr") continue;
        if (!name.starts_with('/')) {
            open.push_back(std::move(name));
        } else {
            REQUIRE_FALSE(open.empty());
            REQUIRE(open.back() == name.substr(1));
            open.pop_back();
        }
    }
    return open;
}

}  // namespace

TEST_CASE("Markdown becomes the HTML of its blocks") {
    CHECK(markdown_to_html("One *two* **three** `four` ~~five~~", 2) ==
          "<p>One <em>two</em> <strong>three</strong> <code>four</code> <del>five</del></p>\n");
    CHECK(markdown_to_html("```\na < b\n```", 2) == "<pre><code>a &lt; b</code></pre>\n");
    CHECK(markdown_to_html("> quoted\n>> deeper", 2) ==
          "<blockquote>\n<p>quoted</p>\n<blockquote>\n<p>deeper</p>\n</blockquote>\n</blockquote>\n");
    CHECK(markdown_to_html("| a | b |\n|---|---|\n| 1 | 2 |", 2) ==
          "<table>\n<tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n"
          "<tr><td>1</td><td>2</td></tr>\n</table>\n");
    CHECK(markdown_to_html("", 2).empty());
}

TEST_CASE("lists nest as they were written, and count from where they begin") {
    CHECK(markdown_to_html("3. three\n4. four\n   - inner", 2) ==
          "<ol start=\"3\">\n<li><p>three</p>\n</li>\n<li><p>four</p>\n<ul>\n<li><p>inner</p>\n"
          "</li></ul>\n</li></ol>\n");
    CHECK(markdown_to_html("- [x] done\n- [ ] not", 2) ==
          "<ul>\n<li>\u2611 <p>done</p>\n</li>\n<li>\u2610 <p>not</p>\n</li></ul>\n");
}

TEST_CASE("headings stand below those of the page, without gaps") {
    const std::string html = markdown_to_html("### A\n\n##### B\n\n# C", 3);
    CHECK(html == "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n");
}

TEST_CASE("whatever a model writes, each tag is closed in its order") {
    for (const std::string& text :
         {std::string("- a\n  > - b\n> c\n1. d\n- e"), std::string("> 1. a\n>    > b\n\n- c"),
          std::string("**a *b** c* [d](https://x.y) `e"), std::string(2000, '>') + " deep",
          std::string("- ") + std::string(300, '\t') + "- x", std::string("| a |\n|-|\n| ` | b |")}) {
        CAPTURE(text);
        CHECK(left_open(markdown_to_html(text, 3)).empty());
    }
}

TEST_CASE("control characters are left out, which no browser could show") {
    CHECK(web_page::escape_html(std::string_view("a\0b\x1b[31m\tc\n", 11)) == "ab[31m\tc\n");
}
