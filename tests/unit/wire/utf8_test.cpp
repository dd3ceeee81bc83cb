#include "wire/utf8.hpp"

#include <doctest/doctest.h>

namespace moa::wire {
namespace {

std::string repaired(std::string_view bytes) {
    std::string out = "|";
    append_valid_utf8(bytes, out);
    return out.substr(1);
}

TEST_CASE("valid UTF-8 is told from invalid") {
    for (const char* valid :
         {"", "plain ascii, more than eight bytes", "é", "日本語", "🚀", "a🚀b日c", "\xF4\x8F\xBF\xBF",
          "\xED\x9F\xBF", "\xEE\x80\x80", "\xC2\x80", "\xE0\xA0\x80", "\xF0\x90\x80\x80"}) {
        CAPTURE(valid);
        CHECK(is_valid_utf8(valid));
        CHECK(repaired(valid) == valid);
    }
    for (const char* invalid :
         {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "abcdefgh\xFE", "\xE6\x97", "\xF0\x9F\x9A"}) {
        CAPTURE(invalid);
        CHECK_FALSE(is_valid_utf8(invalid));
    }
}

TEST_CASE("each maximal invalid part becomes one U+FFFD") {
    // The Encoding Standard's decoder; the Unicode Standard, section 3.9, table 3-8 and the lines around it.
    CHECK(repaired("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64") ==
          "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
    CHECK(repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") ==
          "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
          "A");
    CHECK(repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") ==
          "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
          "A");
    CHECK(repaired("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") ==
          "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
          "A"
          "\uFFFD\uFFFD"
          "B");
    CHECK(repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") ==
          "\uFFFD\uFFFD\uFFFD\uFFFD"
          "A");
    CHECK(repaired("end\xF0\x9F\x9A") == "end\uFFFD");
}

TEST_CASE("a text is only cut between characters") {
    const std::string text = "aé日🚀";
    const std::size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (std::size_t length = 0; length <= text.size(); ++length) {
        CHECK(complete_utf8_prefix(std::string_view(text).substr(0, length)) == whole[length]);
    }
    // What can no longer become a character is not waited for.
    CHECK(complete_utf8_prefix("a\x80") == 2);
    CHECK(complete_utf8_prefix("a\xFF") == 2);
    CHECK(complete_utf8_prefix("a\xE0\x80") == 3);
    CHECK(complete_utf8_prefix("a\xED\xA0") == 3);
    CHECK(complete_utf8_prefix("\x80\x80\x80\x80\x80") == 5);
}

}  // namespace
}  // namespace moa::wire
