// Each kind of figure in its one format, at the edges where the format changes.
#include "figures.hpp"

#include <doctest/doctest.h>

using namespace moa;

TEST_CASE("figures: money has two decimals, and four below ten cents") {
    CHECK(figure::money(0) == "$0");
    CHECK(figure::money(-1) == "$0");
    CHECK(figure::money(0.00004) == "<$0.0001");
    CHECK(figure::money(0.0031) == "$0.0031");
    CHECK(figure::money(0.25) == "$0.25");
    CHECK(figure::money(1234.5) == "$1234.50");
    CHECK(figure::price(0.15) == "0.15");
    CHECK(figure::price(0.075) == "0.075");
    CHECK(figure::price(0.001) == "0.001");
    CHECK(figure::price(12) == "12.00");
}

TEST_CASE("figures: measured times carry into the next unit, never \"60.0 s\"") {
    CHECK(figure::duration(-5) == "0.0 s");
    CHECK(figure::duration(6'240) == "6.2 s");
    CHECK(figure::duration(59'949) == "59.9 s");
    CHECK(figure::duration(59'950) == "1 min 00 s");
    CHECK(figure::duration(125'000) == "2 min 05 s");
    CHECK(figure::duration(3'599'400) == "59 min 59 s");
    CHECK(figure::duration(3'599'600) == "1 h 00 min");
    CHECK(figure::duration(3'720'000) == "1 h 02 min");
}

TEST_CASE("figures: estimated times are no more exact than they are known") {
    CHECK(figure::rough_duration(440) == "0.4 s");
    CHECK(figure::rough_duration(9'960) == "10 s");
    CHECK(figure::rough_duration(75'000) == "75 s");
    CHECK(figure::rough_duration(180'000) == "3 min");
    CHECK(figure::rough_duration(7'200'000) == "2 h");
}

TEST_CASE("figures: a countdown never says less than is left") {
    CHECK(figure::countdown(-1) == "0.0 s");
    CHECK(figure::countdown(1) == "0.1 s");
    CHECK(figure::countdown(9'901) == "10.0 s");
    CHECK(figure::countdown(11'001) == "12 s");
    CHECK(figure::clock(-1) == "0:00");
    CHECK(figure::clock(11'001) == "0:12");
    CHECK(figure::clock(120'000) == "2:00");
    CHECK(figure::clock(119'001) == "2:00");
}

TEST_CASE("figures: times that were set have all their digits and no more") {
    CHECK(figure::seconds(120'000) == "120");
    CHECK(figure::seconds(1'500) == "1.5");
    CHECK(figure::seconds(5) == "0.005");
    CHECK(figure::limit(90'000) == "90 s");
    CHECK(figure::limit(60'000) == "60 s");
    CHECK(figure::limit(600'000) == "10 min");
    CHECK(figure::limit(0) == "0 s");
}

TEST_CASE("figures: tokens are short, counts are grouped, things have their plural") {
    CHECK(figure::tokens(999) == "999");
    CHECK(figure::tokens(8'192) == "8.2k");
    CHECK(figure::tokens(32'000) == "32k");
    CHECK(figure::tokens(131'072) == "131k");
    CHECK(figure::tokens(999'500) == "1M");
    CHECK(figure::tokens(999'999) == "1M");
    CHECK(figure::tokens(1'048'576) == "1.05M");
    CHECK(figure::rough_tokens(484.9) == "480");
    CHECK(figure::rough_tokens(8'190) == "8.2k");
    CHECK(figure::count(0) == "0");
    CHECK(figure::count(-1'234) == "-1,234");
    CHECK(figure::count(1'234'567) == "1,234,567");
    CHECK(figure::counted(1, "agent") == "1 agent");
    CHECK(figure::counted(2'000, "token") == "2,000 tokens");
}
