#include "blank.hpp"

#include <doctest/doctest.h>

#include <string>

using moa::is_blank;

TEST_CASE("a text of spaces, controls and characters without a picture is blank") {
    for (const std::string_view text : {"",       " ",          "\n",           "\r\n\t \f\v",
                                        "\u0085", "\u00a0",     "\u00ad",       "\u034f",
                                        "\u061c", "\u1680",     "\u180e",       "\u2000\u2001\u200a",
                                        "\u200b", "\u200d",     "\u200e\u200f", "\u2028\u2029",
                                        "\u202f", "\u2060",     "\u2066\u2069", "\u2800",
                                        "\u3000", "\u3164",     "\ufe0f",       "\ufeff",
                                        "\uffa0", "\U000e0020", "\U000e01ef",   " \u200b\n\ufeff "}) {
        CAPTURE(text);
        CHECK(is_blank(text));
    }
    CHECK(is_blank(std::string_view("\0", 1)));
}

TEST_CASE("whatever can be seen is not") {
    for (const std::string_view text : {"a", " a ", "\n.", "\u200b0", "\u00e9", "\u0301", "\u4e2d", "\u0628",
                                        "\U0001f642", "\u2801", "\u00b7", "\u2070", "\u3001", "\ufffd"}) {
        CAPTURE(text);
        CHECK_FALSE(is_blank(text));
    }
}

TEST_CASE("bytes that are no UTF-8 are something to see, and nothing is read beyond the end") {
    for (const char* text : {"\x80", "\xc2", "\xe2\x80", "\xf3\xa0\x80", "\xc0\xa0", "\xff", " \xe3\x80 ",
                             "\xe0\x80\xa0", "\xf0\x80\x80\xa0", "\xed\xa0\x80"})
        CHECK_FALSE(is_blank(text));
}
