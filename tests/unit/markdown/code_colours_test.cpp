#include "markdown/code_colours.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace moa::markdown;

namespace {

/// The code with each stretch in brackets, its kind before it: k(if) x == n(1).
std::string inked(std::string_view language, const std::string& code) {
    CodeColours colours;
    colours.update(language, code, false);
    std::string text;
    std::size_t at = 0;
    for (const InkedStretch& stretch : colours.stretches()) {
        text += code.substr(at, stretch.begin - at);
        text += " kbfsnc"[static_cast<std::size_t>(stretch.ink)];
        text += '(' + code.substr(stretch.begin, stretch.end - stretch.begin) + ')';
        at = stretch.end;
    }
    return text + code.substr(at);
}

}  // namespace

TEST_CASE("code of each language is told apart into its kinds of words") {
    CHECK(inked("python", "def area(r):  # of a disc") == "k(def) f(area)(r):  c(# of a disc)");
    CHECK(inked("python", "@lru.cache\nreturn None, 1.5e-3, f'a\\'b'") ==
          "b(@lru.cache)\nk(return) b(None), n(1.5e-3), fs('a\\'b')");
    CHECK(inked("typescript", "const s = `${a}`; // x") == "k(const) s = s(`${a}`); c(// x)");
    CHECK(inked("C++", "#include <map>\nint x = 1'000; /* y */") ==
          "k(#include) <b(map)>\nb(int) x = n(1'000); c(/* y */)");
    CHECK(inked("java", "@Override public String name()") == "b(@Override) k(public) b(String) f(name)()");
    CHECK(inked("csharp", "var path = @\"C:\\\"; await Go();") ==
          "k(var) path = s(@\"C:\\\"); k(await) f(Go)();");
    CHECK(inked("go", "func f() error { return nil }") == "k(func) f(f)() b(error) { k(return) b(nil) }");
    CHECK(inked("rust", "fn f<'a>(s: &'a str) -> char { '\\'' }") ==
          "k(fn) f<b('a)>(s: &b('a) b(str)) -> b(char) { s('\\'') }");
    CHECK(inked("sql", "SELECT count(*) FROM t -- all") == "k(SELECT) b(count)(*) k(FROM) t c(-- all)");
    CHECK(inked("sh", "for f in \"$x\"; do echo $# ${y#z} $f; done # end") ==
          "k(for) f k(in) s(\"$x\"); k(do) b(echo) $# b(${y#z}) b($f); k(done) c(# end)");
    CHECK(inked("json", R"({"a": [1, "b", true]})") == R"({b("a"): [n(1), s("b"), k(true)]})");
    CHECK(inked("yaml", "- name: don't  # x\n  url: http://a") ==
          "- b(name): don't  c(# x)\n  b(url): http://a");
    CHECK(inked("html", "<p class=\"a\">It's if</p><!-- c -->") ==
          "<k(p) b(class)=s(\"a\")>It's if</k(p)>c(<!-- c -->)");
    CHECK(inked("css", "a { color: red; } /* x */") == "a { b(color): red; } c(/* x */)");
}

TEST_CASE("a member that is called as a keyword is none") {
    CHECK(inked("js", "a.delete(b.from)") == "a.f(delete)(b.from)");
}

TEST_CASE("code in no language or in one that is not known stays plain") {
    for (const char* name : {"", " ", "text", "brainfuck", "python js"})
        CHECK(inked(name, "if (x) return 1; // y") == "if (x) return 1; // y");
}

TEST_CASE("strings and comments go on over lines where the language lets them") {
    CHECK(inked("python", "'''a\nif b''' if c") == "s('''a)\ns(if b''') k(if) c");
    CHECK(inked("c", "/* a\n\nif */ if") == "c(/* a)\n\nc(if */) k(if)");
    CHECK(inked("python", "'a\nif b") == "s('a)\nk(if) b");
    CHECK(inked("html", "<a\nhref='x'>if") == "<k(a)\nb(href)=s('x')>if");
}

TEST_CASE(
    "code that grows byte by byte is coloured as if it had come at once, and only its last line is read") {
    const std::string code =
        "def f():\n    '''doc\n    if x'''\n    return \"a\" + 'b'  # end\n\nclass A:\n    x = 0x1F\n";
    CodeColours growing;
    for (std::size_t size = 1; size <= code.size(); ++size) {
        growing.update("python", std::string_view(code).substr(0, size), size > 1);
        CodeColours at_once;
        at_once.update("python", std::string_view(code).substr(0, size), false);
        CHECK(growing.stretches() == at_once.stretches());
    }
    std::string large;
    while (large.size() < 200'000)
        large += code;
    CodeColours colours;
    colours.update("python", large, false);
    const auto before = colours.bytes_read();
    large += "x = 1";
    colours.update("python", large, true);
    CHECK(colours.bytes_read() - before == 5);
}
