#include "unicode/units.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using moa::unicode::unit_at;

namespace {

using Units = std::vector<std::string>;

Units units_of(std::string_view text) {
    Units units;
    while (!text.empty()) {
        const auto unit = unit_at(text);
        units.emplace_back(text.substr(0, unit.size));
        text.remove_prefix(unit.size);
    }
    return units;
}

}  // namespace

TEST_CASE("plain letters stand alone") {
    CHECK(units_of("abc") == Units{"a", "b", "c"});
    CHECK(units_of("\u00fc\u0444\u03b8") == Units{"\u00fc", "\u0444", "\u03b8"});
    CHECK(units_of("\u4e2d\u6587\u3002") == Units{"\u4e2d", "\u6587", "\u3002"});
    CHECK(unit_at("x").single);
    CHECK(unit_at("\u6587x").code_point == 0x6587);
}

TEST_CASE("emoji sequences stay whole") {
    for (const std::string cluster : {
             "\U0001f1e9\U0001f1ea",                                                    // a flag
             "\U0001f44d\U0001f3fd",                                                    // a skin tone
             "\U0001f468\u200d\U0001f469\u200d\U0001f467",                              // a family
             "\U0001f3f3\ufe0f\u200d\U0001f308",                                        // the rainbow flag
             "1\ufe0f\u20e3",                                                           // a keycap
             "\u2764\ufe0f",                                                            // a heart in colour
             "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  // England
         }) {
        CAPTURE(cluster);
        CHECK(units_of(cluster) == Units{cluster});
        CHECK(units_of("a" + cluster + "b") == Units{"a", cluster, "b"});
        CHECK_FALSE(unit_at(cluster).single);
    }
    // Flags come in pairs of letters.
    CHECK(units_of("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7").size() == 2);
    CHECK(units_of("\U0001f600\U0001f601").size() == 2);
}

TEST_CASE("marks stay with their letter, syllables and words of joined scripts whole") {
    CHECK(units_of("e\u0301x\u0304") == Units{"e\u0301", "x\u0304"});
    // Hindi: kssa + sign i; ta; a word of two syllables.
    CHECK(units_of("\u0915\u094d\u0937\u093f\u0924") == Units{"\u0915\u094d\u0937\u093f", "\u0924"});
    CHECK(units_of("\u0928\u092e\u0938\u094d\u0924\u0947") ==
          Units{"\u0928", "\u092e", "\u0938\u094d\u0924\u0947"});
    // Arabic and Hebrew by the word, their punctuation apart.
    CHECK(units_of("\u0633\u0644\u0627\u0645\u060c \u0634") ==
          Units{"\u0633\u0644\u0627\u0645", "\u060c", " ", "\u0634"});
    CHECK(units_of("\u05e9\u05c1\u05dc\u05d5\u05dd!") == Units{"\u05e9\u05c1\u05dc\u05d5\u05dd", "!"});
    // Mongolian: nirugu is a stem between letters. Rohingya: the digits run the other way.
    CHECK(units_of("\u182e\u180a\u1820") == Units{"\u182e\u180a\u1820"});
    CHECK(units_of("\U00010d00\U00010d01\U00010d31\U00010d32") ==
          Units{"\U00010d00\U00010d01", "\U00010d31", "\U00010d32"});
    // Kawi conjoins; Myanmar's asat and Thai's phinthu are marks that only silence a vowel.
    CHECK(units_of("\U00011f12\U00011f42\U00011f12") == Units{"\U00011f12\U00011f42\U00011f12"});
    CHECK(units_of("\u1000\u103a\u1010") == Units{"\u1000\u103a", "\u1010"});
    CHECK(units_of("\u0e1a\u0e3a\u0e1a") == Units{"\u0e1a\u0e3a", "\u0e1a"});
    // Thai: a consonant with vowel and tone; Korean in letters; decomposed kana.
    CHECK(units_of("\u0e17\u0e35\u0e48\u0e19") == Units{"\u0e17\u0e35\u0e48", "\u0e19"});
    CHECK(units_of("\u1112\u1161\u11ab\u1100") == Units{"\u1112\u1161\u11ab", "\u1100"});
    CHECK(units_of("\u304b\u3099") == Units{"\u304b\u3099"});
}

TEST_CASE("broken and hostile text is cut all the same") {
    CHECK(units_of("\xff\xfe").size() == 2);
    CHECK(units_of("a\xcc").size() == 2);
    std::string marks = "o";
    for (int i = 0; i < 1000; ++i)
        marks += "\u0301";
    for (const std::string& unit : units_of(marks))
        CHECK(unit.size() <= 2 * moa::unicode::longest_unit);
    std::string word;
    for (int i = 0; i < 1000; ++i)
        word += "\u0628";
    CHECK(units_of(word).size() > 1000 / moa::unicode::longest_unit);
    CHECK(moa::unicode::whole_units("ae\u0301b", 3) == 1);
    CHECK(moa::unicode::whole_units("ae\u0301b", 4) == 4);
}
