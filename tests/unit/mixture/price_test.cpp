#include "mixture/price.hpp"

#include <doctest/doctest.h>

using namespace moa::mixture;

TEST_CASE("a price list says what was set, and asks the seed list for the rest") {
    PriceList prices;
    prices.set("groq", "openai/gpt-oss-20b", Price{1, 2});
    prices.set("groq", "openai/gpt-oss-120b", std::nullopt);
    prices.set("local", "mine", Price{});
    REQUIRE(prices.find("groq", "openai/gpt-oss-20b"));
    CHECK(prices.find("groq", "openai/gpt-oss-20b")->output == 2);
    CHECK_FALSE(prices.find("groq", "openai/gpt-oss-120b"));
    CHECK(prices.find("local", "mine")->input == 0);
    CHECK(prices.find("groq", "qwen/qwen3.6-27b")->input == doctest::Approx(0.60));
    CHECK_FALSE(prices.find("groq", "nobody/knows-it"));
}

TEST_CASE("what was set for one provider is nothing to another") {
    PriceList prices;
    prices.set("local", "openai/gpt-oss-20b", Price{9, 9});
    CHECK(prices.find("groq", "openai/gpt-oss-20b")->input == doctest::Approx(0.075));
    CHECK_FALSE(prices.find("openrouter", "openai/gpt-oss-20b"));
}
