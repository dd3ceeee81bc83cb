// Links as the page's link_text.js makes and reads them: what one makes, the other opens.
#include "native/platform/link_text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace {

using namespace moa;
using native::link_fragment;
using native::make_link_fragment;
using native::read_link_fragment;

// Made by web/page/link_text.js.
constexpr std::string_view page_text = "{\"name\": \"\u00dcber den Himmel\", \"layers\": []}";

constexpr std::string_view page_link = "#1.q1bKS8xNVbJSUDo8Jym1SCElNU_BIzM3NzVHSUdBKSexMrWoWMlKITq2FgA";
constexpr std::string_view page_sealed =
    "https://moa.example.org/"
    "#1e.D2e6K_WpaN3oiDdVJKEQ-01A4QZFuR7Z-L-0mx7KKnk2_5YFRNmVOfjTEUsnBuXkPwGMbblHlfsQIIcX_"
    "0UNyNyNCrwhzg02TjGJlQpPXnOL2tC6kEPvVw";

/// Text that deflate does not make smaller.
std::string noise(std::size_t bytes) {
    std::string text;
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < bytes; ++i) {
        state = state * 1664525U + 1013904223U;
        text += static_cast<char>(state >> 24U);
    }
    return text;
}

}  // namespace

TEST_CASE("link text: what is made is read, with a passphrase and without") {
    for (const std::string& text : {std::string("x"), std::string(page_text), std::string(1U << 20U, 'a')}) {
        const auto fragment = make_link_fragment(text, {});
        REQUIRE(fragment);
        CHECK(fragment.value().starts_with("1."));
        CHECK(fragment.value().find_first_of("+/=#") == std::string::npos);
        CHECK(read_link_fragment(fragment.value(), {}).value() == text);
    }
    const auto sealed = make_link_fragment(page_text, "correct horse battery");
    REQUIRE(sealed);
    CHECK(native::is_sealed_link(sealed.value()));
    CHECK(read_link_fragment(sealed.value(), "correct horse battery").value() == page_text);
    CHECK_FALSE(read_link_fragment(sealed.value(), "correct horse batterY"));
    CHECK_FALSE(read_link_fragment(sealed.value(), {}));
    CHECK(make_link_fragment(page_text, "correct horse battery").value() != sealed.value());
}

TEST_CASE("link text: links of the page are read") {
    CHECK(read_link_fragment(link_fragment(page_link), {}).value() == page_text);
    CHECK(read_link_fragment(link_fragment(page_sealed), "correct horse battery").value() == page_text);
}

TEST_CASE("link text: a link is found in what is pasted, and nothing else is one") {
    CHECK(link_fragment(" https://moa.example.org/app/#1.S0pMAgA \n") == "1.S0pMAgA");
    CHECK(link_fragment("#1e.abc") == "1e.abc");
    CHECK(link_fragment("12x.abc") == "12x.abc");
    for (const char* none :
         {"", "  ", "#", "https://moa.example.org/", "https://moa.example.org/#history", "x.y", ".1"})
        CHECK_MESSAGE(link_fragment(none).empty(), none);
}

TEST_CASE("link text: too large is said with both sizes, and a file is the way") {
    CHECK(make_link_fragment(noise(30'000), {}));
    const auto fragment = make_link_fragment(noise(40'000), {});
    REQUIRE_FALSE(fragment);
    CHECK(fragment.error().message.find("Save it as a file instead.") != std::string::npos);
    CHECK_FALSE(make_link_fragment(std::string((1U << 20U) + 1, 'a'), {}));
}

TEST_CASE("link text: damaged links are refused, and no more is unpacked than a link may hold") {
    const std::string whole = make_link_fragment("a text of some length, not too short", {}).value();
    CHECK_FALSE(read_link_fragment(whole.substr(0, whole.size() - 4), {}));
    CHECK_FALSE(read_link_fragment(whole + "AAAA", {}));
    CHECK_FALSE(read_link_fragment("1.", {}));
    CHECK_FALSE(read_link_fragment("1.!!!!", {}));
    CHECK_FALSE(read_link_fragment("1e.AAAA", "correct horse battery"));
    const auto newer = read_link_fragment("2.AAAA", {});
    REQUIRE_FALSE(newer);
    CHECK(newer.error().message.find("newer version") != std::string::npos);
    CHECK_FALSE(read_link_fragment("1." + std::string(200'000, 'A'), {}));
}

TEST_CASE("link text: passphrases of links are long enough, and made of what every keyboard writes alike") {
    CHECK(native::passphrase_fault("correct horse battery").empty());
    CHECK_FALSE(native::passphrase_fault("short").empty());
    CHECK_FALSE(native::passphrase_fault("gr\u00fcn und lang genug").empty());
    const std::string first = native::suggested_passphrase();
    CHECK(first.size() == 19);
    CHECK(native::passphrase_fault(first).empty());
    CHECK(native::suggested_passphrase() != first);
}
